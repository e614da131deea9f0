import {
  findIntegration,
  type KnownIntegration,
  listIntegrations,
} from "../service/integrations.ts";
import type { ServiceContext } from "./run-context.ts";

/** For `--help` of commands that take an integration. */
export const NAME_HELP = `Integrations are named by their identifier or its beginning, by their registry
(222222222222.dkr.ecr.us-east-1.amazonaws.com), or by their AWS account where it
has only one.`;

/** The integration that a command is about, as the list shows it. */
export async function namedIntegration(
  { api, signal, output }: ServiceContext,
  name: string | undefined,
): Promise<KnownIntegration> {
  output.progress(`asking ${api.url} …`);
  return findIntegration(await listIntegrations(api, signal), name);
}
