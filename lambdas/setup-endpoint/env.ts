import * as z from "zod";

/** Environment of the setup-endpoint function. */
export const SetupEndpointEnv = z.object({
  TABLE_NAME: z.string().min(1),
  SETUP_QUEUE_URL: z.url(),
});
export type SetupEndpointEnv = z.infer<typeof SetupEndpointEnv>;
