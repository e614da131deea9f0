import type { ActivitySummary } from "../../core/contract/api-integrations.ts";
import { ImagesQuery } from "../../core/contract/api-images.ts";
import type { CheckReport } from "../../core/contract/check-report.ts";
import type { Image } from "../../core/contract/image.ts";
import type { ReadModel } from "../../core/images/list.ts";
import { sideBySide } from "../../core/images/side-by-side.ts";
import type { Integration } from "../../core/integrations/port.ts";
import { registryHostOf } from "../../core/integrations/registry-host.ts";
import { type RouteContext, segment } from "./route.ts";

/** Integrations looked up at a time. */
const AT_A_TIME = 16;

/** What is known of an integration beside its record. */
export interface IntegrationDetails {
  readonly activity: ActivitySummary;
  readonly lastCheck: Pick<CheckReport, "outcome" | "checkedAt"> | null;
  readonly advisoriesAsOf: string | null;
}

/** The details of integrations, by their identifiers. */
export async function detailsOf(
  context: RouteContext<unknown, unknown>,
  integrations: readonly Integration[],
): Promise<ReadonlyMap<string, IntegrationDetails>> {
  const { activity, checkReports, models } = context.dependencies;
  const bound = integrations.filter(({ connection }) => connection !== undefined);
  const advisories =
    bound.length === 0
      ? new Map<string, string | null>()
      : await models.read(segment(context, "organization"), (model) => advisoriesOf(model, bound));
  const details = new Map<string, IntegrationDetails>();
  await sideBySide(
    bound.map(({ integrationId }) => async () => {
      const report = await checkReports.get(integrationId);
      const known = await activity.get(integrationId);
      details.set(integrationId, {
        activity: {
          lastEventAt: known.lastEventAt ?? null,
          lastPullAt: known.lastPullAt ?? null,
          lastReconciledAt: known.lastReconciledAt ?? null,
          missedEvents: known.missedEvents,
        },
        lastCheck: report ? { outcome: report.outcome, checkedAt: report.checkedAt } : null,
        advisoriesAsOf: advisories.get(integrationId) ?? null,
      });
    }),
    AT_A_TIME,
  );
  return details;
}

/** Of an integration to which no stack was ever bound. */
export const NO_DETAILS: IntegrationDetails = {
  activity: { lastEventAt: null, lastPullAt: null, lastReconciledAt: null, missedEvents: 0 },
  lastCheck: null,
  advisoriesAsOf: null,
};

/** By the image that was pushed last: it is the one that was matched against what there is now. */
function advisoriesOf(
  model: ReadModel,
  integrations: readonly Integration[],
): ReadonlyMap<string, string | null> {
  return new Map(
    integrations.map(({ integrationId, connection }) => {
      if (connection === undefined) return [integrationId, null];
      const registry = registryHostOf(connection.account, connection.region);
      const query = ImagesQuery.parse({ registry, state: "analyzed", limit: 1 });
      return [integrationId, oldestSource(model.images(query).items[0])];
    }),
  );
}

function oldestSource(image: Image | undefined): string | null {
  const dates = (image?.assessed ?? []).flatMap(({ coverage, asOf }) =>
    coverage === "full" && asOf !== undefined ? [asOf] : [],
  );
  return dates.sort()[0] ?? null;
}
