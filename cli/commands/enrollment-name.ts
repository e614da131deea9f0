import { findEnrollment, type KnownEnrollment, listEnrollments } from "../service/enrollments.ts";
import { listIntegrations } from "../service/integrations.ts";
import { formatEnrollment } from "../terminal/enrollment-view.ts";
import { formatJson } from "../terminal/printable.ts";
import type { ServiceContext } from "./run-context.ts";
import type { ServiceOptions } from "./service-options.ts";

/** For `--help` of commands that take an enrollment. */
export const ENROLLMENT_HELP = `Enrollments are named by their identifier or its beginning, or by their name.`;

/** The enrollment that a command is about, as the list shows it. */
export async function namedEnrollment(
  { api, signal, output }: ServiceContext,
  name: string | undefined,
): Promise<KnownEnrollment> {
  output.progress(`asking ${api.url} …`);
  return findEnrollment(await listEnrollments(api, signal), name);
}

/** Shows an enrollment, with the registries that came of it. */
export async function showEnrollment(
  { api, signal, output, program }: ServiceContext,
  enrollment: KnownEnrollment,
  { format }: ServiceOptions,
): Promise<void> {
  if (format === "json") {
    await output.result(formatJson(enrollment));
    return;
  }
  const integrations = await listIntegrations(api, signal);
  await output.result(formatEnrollment(enrollment, integrations, program, output));
}
