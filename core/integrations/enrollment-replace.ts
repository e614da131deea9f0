import { TransientError } from "../errors.ts";
import type { Enrollment, EnrollmentStore } from "./enrollment-port.ts";

/** More accounts than usual may join at once. */
const ATTEMPTS = 8;

/**
 * Changes an enrollment as it is now, again on what somebody else has made of it meanwhile.
 *
 * @param change May be called several times; returning the enrollment as it is writes nothing.
 * @returns As it is afterwards; undefined: there is none.
 * @throws TransientError `enrollment-contended`
 */
export async function replaceEnrollment(
  enrollments: Pick<EnrollmentStore, "get" | "replace">,
  enrollmentId: string,
  change: (enrollment: Enrollment) => Enrollment,
): Promise<Enrollment | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const enrollment = await enrollments.get(enrollmentId);
    if (enrollment === undefined) return undefined;
    const next = change(enrollment);
    if (next === enrollment) return enrollment;
    if (await enrollments.replace(next)) return { ...next, version: next.version + 1 };
  }
  throw new TransientError(
    "enrollment-contended",
    `The enrollment ${enrollmentId} is being changed by others at the same time. Try again.`,
  );
}
