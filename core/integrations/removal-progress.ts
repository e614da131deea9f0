import { TransientError } from "../errors.ts";
import { NOTHING_PURGED, type RemovalReport, type RemovalReportStore } from "./removal-port.ts";

/** Runs that purge one integration are few: more rounds than this mean something else. */
const ATTEMPTS = 5;

/**
 * Changes the report of a removal as it is now, again on what another run has made of it
 * meanwhile.
 *
 * @param change May be called several times; undefined: nothing is to be written.
 * @throws TransientError `removal-contended`
 */
export async function changeRemovalReport(
  { removals, now }: { readonly removals: RemovalReportStore; readonly now: () => Date },
  integrationId: string,
  change: (report: RemovalReport) => RemovalReport | undefined | Promise<RemovalReport | undefined>,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const time = now().toISOString();
    const known = await removals.get(integrationId);
    const begun = { integrationId, version: 0, startedAt: time, updatedAt: time };
    const next = await change(known ?? { ...begun, ...NOTHING_PURGED });
    if (next === undefined || (await removals.put({ ...next, updatedAt: time }))) return;
  }
  throw new TransientError(
    "removal-contended",
    `The integration ${integrationId} is being purged by several runs at the same time. It is tried again.`,
  );
}
