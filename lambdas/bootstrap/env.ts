import * as z from "zod";

/** Environment of the bootstrap function. */
export const BootstrapEnv = z.object({
  TABLE_NAME: z.string().min(1),
  /** Of the identity provider by which people sign in, as the function `api` has it. */
  OIDC_ISSUER: z.url({ protocol: /^https$/ }).optional(),
});
export type BootstrapEnv = z.infer<typeof BootstrapEnv>;
