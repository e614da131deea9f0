import {
  type AttentionIntegration,
  Overview,
  OverviewQuery,
  Trend,
  TrendQuery,
} from "../../core/contract/api-overview.ts";
import { daysUpTo, trendOf } from "../../core/images/trend.ts";
import { registryHostOf } from "../../core/integrations/registry-host.ts";
import type { Integration } from "../../core/integrations/port.ts";
import { templateUpdateOf } from "../../core/integrations/upgrade.ts";
import { type Route, route, type RouteContext, segment } from "./route.ts";

const ORGANIZATION = "/v1/organizations/{organization}";

/** Named of each thing: what fits beside the others. */
const EXAMPLES = 5;

/** What is new without a question. */
const NEW_MILLISECONDS = 7 * 86_400_000;

export const overviewRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: `${ORGANIZATION}/overview`,
    access: "member",
    summary: "What needs attention",
    description:
      "Numbers, and at most five examples each. A vulnerability is new since it was published and an image that has it was pushed, whichever came later; `since` is seven days ago if absent.",
    query: OverviewQuery,
    body: undefined,
    status: 200,
    answer: "Overview",
    response: Overview,
    handle: overview,
  }),
  route({
    method: "GET",
    path: `${ORGANIZATION}/trend`,
    access: "member",
    summary: "Vulnerabilities over time",
    description:
      "Different vulnerabilities of all images at the end of each day in UTC, today included, by severity. Up to 400 days are kept.",
    query: TrendQuery,
    body: undefined,
    status: 200,
    answer: "Trend",
    response: Trend,
    async handle(context) {
      const { trend, now } = context.dependencies;
      const { days } = context.query;
      const moment = now();
      const [first = ""] = daysUpTo(moment, days);
      const known = await trend.since(segment(context, "organization"), first);
      return { items: trendOf(known, days, moment) };
    },
  }),
];

async function overview(
  context: RouteContext<{ since?: string | undefined }, unknown>,
): Promise<Overview> {
  const { models, integrations, activity, now, templateVersion } = context.dependencies;
  const organizationId = segment(context, "organization");
  const since = new Date(context.query.since ?? now().getTime() - NEW_MILLISECONDS);
  const [read, own] = await Promise.all([
    models.read(organizationId, (model) => ({
      ...model.overview(since, EXAMPLES),
      asOf: model.asOf,
    })),
    integrations.list(organizationId),
  ]);
  const missed = await Promise.all(
    own.map(async ({ integrationId }) => (await activity.get(integrationId)).missedEvents),
  );
  const all = own.map((integration, index) => ({
    integration,
    shown: shownOf(integration, missed[index] ?? 0),
  }));

  function some(fits: (one: (typeof all)[number]) => boolean): Overview["failing"] {
    const found = all.filter(fits).map(({ shown }) => shown);
    return { count: found.length, items: found.slice(0, EXAMPLES) };
  }

  return {
    ...read,
    since: since.toISOString(),
    failing: some(({ shown }) => shown.status === "error"),
    waiting: some(
      ({ integration: { status, enrollment } }) =>
        status === "pending" || enrollment?.approval === "waiting",
    ),
    missedEvents: some(({ shown }) => shown.missedEvents > 0),
    outdated: some(
      ({ integration }) =>
        templateUpdateOf(integration, { version: templateVersion, url: undefined }) !== null,
    ),
  };
}

function shownOf(
  { integrationId, status, statusReason, connection }: Integration,
  missedEvents: number,
): AttentionIntegration {
  return {
    integrationId,
    registry: connection ? registryHostOf(connection.account, connection.region) : null,
    status,
    statusReason: statusReason ?? null,
    missedEvents,
  };
}
