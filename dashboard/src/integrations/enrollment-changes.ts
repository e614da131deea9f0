import type { ChangeEnrollment, CreateEnrollment } from "../../../core/contract/api-enrollments.ts";
import type { Change } from "../api/hooks.ts";
import { path } from "../api/reading.ts";

const ENROLLMENTS = ["enrollments", "integrations"];

/** What a reader asks for; what is absent is the API's default. */
export type NewEnrollment = Pick<CreateEnrollment, "name"> & Partial<CreateEnrollment>;

export const enrollmentCreation: Change<NewEnrollment> = {
  method: "POST",
  path: () => "enrollments",
  body: (wanted) => wanted,
  invalidates: ENROLLMENTS,
};

interface OneEnrollment {
  readonly enrollmentId: string;
}

/** Other settings of an enrollment. */
export interface EnrollmentChange extends OneEnrollment {
  readonly wanted: ChangeEnrollment;
}

export const enrollmentChange: Change<EnrollmentChange> = {
  method: "PATCH",
  path: ({ enrollmentId }) => path`enrollments/${enrollmentId}`,
  body: ({ wanted }) => wanted,
  invalidates: ENROLLMENTS,
};

export const tokenRenewal: Change<OneEnrollment> = {
  method: "POST",
  path: ({ enrollmentId }) => path`enrollments/${enrollmentId}/renew`,
  body: () => ({}),
  invalidates: ENROLLMENTS,
};

export const enrollmentClosing: Change<OneEnrollment> = {
  method: "DELETE",
  path: ({ enrollmentId }) => path`enrollments/${enrollmentId}`,
  invalidates: ENROLLMENTS,
};
