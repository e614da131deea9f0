import * as z from "zod";
import { EnrollmentSummary } from "../../core/contract/api-enrollments.ts";
import { listOf } from "../../core/contract/page.ts";
import { PermanentError } from "../../core/errors.ts";
import type { ApiClient } from "./api-client.ts";
import type { KnownIntegration } from "./integrations.ts";

/** An enrollment as the API answers it; fields of a newer service are kept for JSON. */
export const KnownEnrollment = z.looseObject(EnrollmentSummary.shape);
export type KnownEnrollment = z.infer<typeof KnownEnrollment>;

/** All enrollments of the organization. */
export async function listEnrollments(
  api: ApiClient,
  signal: AbortSignal,
): Promise<KnownEnrollment[]> {
  return (await api.get("/enrollments", listOf(KnownEnrollment), signal)).items;
}

/** Address of an enrollment below the organization. */
export function enrollmentPath(enrollmentId: string): string {
  return `/enrollments/${encodeURIComponent(enrollmentId)}`;
}

/** The integrations that came of an enrollment. */
export function integrationsOf(
  { enrollmentId }: KnownEnrollment,
  integrations: readonly KnownIntegration[],
): readonly KnownIntegration[] {
  return integrations.filter((one) => one.enrollment?.enrollmentId === enrollmentId);
}

/**
 * The enrollment that is meant by its identifier, the beginning of it, or its name.
 * @param name Absent: the only open one there is.
 * @throws PermanentError `no-enrollment`, `ambiguous-enrollment`
 */
export function findEnrollment(
  enrollments: readonly KnownEnrollment[],
  name: string | undefined,
): KnownEnrollment {
  const meant = enrollments.filter((one) =>
    name === undefined ? one.closedAt === null : isMeant(one, name),
  );
  const exact = meant.find(({ enrollmentId }) => enrollmentId === name);
  const [first, ...others] = exact === undefined ? meant : [exact];
  if (first === undefined) {
    const what = name === undefined ? "There is no open enrollment" : `No enrollment is "${name}"`;
    throw new PermanentError(
      "no-enrollment",
      `${what}. scout enrollment list shows those that there are, scout enrollment create makes one.`,
    );
  }
  if (others.length === 0) return first;
  const which = name === undefined ? "There are several enrollments" : `"${name}" names several`;
  const names = [first, ...others].map((one) => `${one.enrollmentId} (${one.name})`);
  throw new PermanentError(
    "ambiguous-enrollment",
    `${which}: ${names.join(", ")}. Name one by its identifier.`,
  );
}

function isMeant(one: KnownEnrollment, name: string): boolean {
  return name !== "" && (one.enrollmentId.startsWith(name) || one.name === name);
}
