import {
  ChangeEnrollment,
  CreateEnrollment,
  EnrollmentSummary,
} from "../../core/contract/api-enrollments.ts";
import { IntegrationSummary } from "../../core/contract/api-integrations.ts";
import { listOf } from "../../core/contract/page.ts";
import { PermanentError } from "../../core/errors.ts";
import { approveIntegration } from "../../core/integrations/approve-integration.ts";
import {
  changeEnrollment,
  closeEnrollment,
  createEnrollment,
  renewEnrollmentToken,
} from "../../core/integrations/enrollment-change.ts";
import { enrollmentLaunchOf } from "../../core/integrations/enrollment-launch.ts";
import type { Enrollment } from "../../core/integrations/enrollment-port.ts";
import { summaryOf as integrationSummaryOf } from "./integration-summary.ts";
import { integrationNotFound, ownIntegration } from "./own-integration.ts";
import { NoQuery, type Route, route, type RouteContext, segment } from "./route.ts";

type Context = RouteContext<unknown, unknown>;

const ENROLLMENTS = "/v1/organizations/{organization}/enrollments";
const ENROLLMENT = `${ENROLLMENTS}/{enrollmentId}`;

/** Many accounts that connect themselves, and those of them that wait for approval. */
export const enrollmentRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: ENROLLMENTS,
    access: "owner",
    summary: "Enrollments",
    description: "All of them at once, closed ones included: an organization has a few.",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "EnrollmentList",
    response: listOf(EnrollmentSummary),
    async handle(context) {
      const { enrollments } = context.dependencies;
      const found = await enrollments.list(segment(context, "organization"));
      const items = found.map((enrollment) => summaryOf(context, enrollment));
      return { items, nextCursor: null, asOf: null };
    },
  }),
  route({
    method: "POST",
    path: ENROLLMENTS,
    access: "owner",
    summary: "Create an enrollment",
    description:
      "Its `launch` is what a StackSet is made with, by which accounts connect themselves, those that join the AWS organization later, too. Each account and Region becomes an integration; accounts that are not on the allow-list wait for approval.",
    query: NoQuery,
    body: CreateEnrollment,
    status: 201,
    answer: "Enrollment",
    response: EnrollmentSummary,
    async handle(context): Promise<EnrollmentSummary> {
      const organizationId = segment(context, "organization");
      const wanted = { organizationId, ...context.body };
      return summaryOf(context, await createEnrollment(context.dependencies, wanted));
    },
  }),
  route({
    method: "GET",
    path: ENROLLMENT,
    access: "owner",
    summary: "One enrollment",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "Enrollment",
    response: EnrollmentSummary,
    handle: async (context): Promise<EnrollmentSummary> =>
      summaryOf(context, await ownEnrollment(context)),
  }),
  route({
    method: "PATCH",
    path: ENROLLMENT,
    access: "owner",
    summary: "Change an enrollment",
    description:
      "Accounts that wait and are on the new allow-list are let in. Those that are connected stay, whether they are on it or not.",
    query: NoQuery,
    body: ChangeEnrollment,
    status: 200,
    answer: "Enrollment",
    response: EnrollmentSummary,
    async handle(context): Promise<EnrollmentSummary> {
      const { dependencies, body } = context;
      const { enrollmentId } = await ownEnrollment(context);
      return changed(context, await changeEnrollment(dependencies, enrollmentId, body));
    },
  }),
  route({
    method: "POST",
    path: `${ENROLLMENT}/renew`,
    access: "owner",
    summary: "Replace the token of an enrollment",
    description:
      "The one before launches no new stacks. Stacks that were launched with it go on; for accounts that join later, update the StackSet's parameter SetupEndpoint.",
    query: NoQuery,
    body: NoQuery,
    status: 200,
    answer: "Enrollment",
    response: EnrollmentSummary,
    async handle(context): Promise<EnrollmentSummary> {
      const { enrollmentId } = await ownEnrollment(context);
      return changed(context, await renewEnrollmentToken(context.dependencies, enrollmentId));
    },
  }),
  route({
    method: "DELETE",
    path: ENROLLMENT,
    access: "owner",
    summary: "Close an enrollment",
    description:
      "It takes no new stacks, for good. Integrations that came of it stay as they are. Repeating it is harmless.",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "Enrollment",
    response: EnrollmentSummary,
    async handle(context): Promise<EnrollmentSummary> {
      const { enrollmentId } = await ownEnrollment(context);
      return changed(context, await closeEnrollment(context.dependencies, enrollmentId));
    },
  }),
  route({
    method: "POST",
    path: "/v1/organizations/{organization}/integrations/{integrationId}/approve",
    access: "owner",
    summary: "Approve the account of an integration",
    description:
      "For one that came by an enrollment and waits: it is connected if its stack is complete, and its registry is listed some seconds later. Repeating it is harmless. Removing the integration refuses it.",
    query: NoQuery,
    body: NoQuery,
    status: 200,
    answer: "Integration",
    response: IntegrationSummary,
    async handle(context): Promise<IntegrationSummary> {
      const integration = await ownIntegration(context);
      const approved = await approveIntegration(context.dependencies, integration);
      if (approved === undefined) throw integrationNotFound();
      return integrationSummaryOf(context, approved);
    },
  }),
];

/** @throws PermanentError `enrollment-not-found` */
async function ownEnrollment(context: Context): Promise<Enrollment> {
  const { enrollments } = context.dependencies;
  const enrollment = await enrollments.get(segment(context, "enrollmentId"));
  if (enrollment?.organizationId === segment(context, "organization")) return enrollment;
  throw enrollmentNotFound();
}

function changed(context: Context, enrollment: Enrollment | undefined): EnrollmentSummary {
  if (enrollment === undefined) throw enrollmentNotFound();
  return summaryOf(context, enrollment);
}

function summaryOf(
  { accountId, dependencies: { launch } }: Context,
  enrollment: Enrollment,
): EnrollmentSummary {
  const { enrollmentId, name, allowedAccounts, activation, delivery, scope, createdAt, closedAt } =
    enrollment;
  const settings = { ...launch, trustedAccountId: accountId };
  return {
    enrollmentId,
    name,
    allowedAccounts: allowedAccounts === "*" ? "*" : [...allowedAccounts],
    activation,
    delivery: delivery ?? "events",
    scope: scope === undefined ? null : [...scope],
    createdAt,
    closedAt: closedAt ?? null,
    launch: closedAt === undefined ? enrollmentLaunchOf(enrollment, settings) : null,
  };
}

function enrollmentNotFound(): PermanentError {
  return new PermanentError(
    "enrollment-not-found",
    "The organization has no such enrollment: its identifier is wrong. GET …/enrollments lists those that there are.",
  );
}
