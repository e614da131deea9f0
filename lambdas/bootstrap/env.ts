import * as z from "zod";

/** Environment of the bootstrap function. */
export const BootstrapEnv = z.object({
  TABLE_NAME: z.string().min(1),
});
export type BootstrapEnv = z.infer<typeof BootstrapEnv>;
