import { partitionOf } from "../contract/aws-partition.ts";
import type { Delivery } from "../contract/vocabulary.ts";
import { PermanentError } from "../errors.ts";
import { templateVariantOf } from "./region-capabilities.ts";

/**
 * Refuses a Region in which the stack of an integration could not do its work.
 *
 * @param region In which its wizard is to open; undefined: the person will choose.
 * @param delivery That was asked for; undefined: what the Region has.
 * @throws PermanentError `invalid-request`
 */
export function checkLaunchRegion(
  region: string | undefined,
  delivery: Delivery | undefined,
  homeRegion: string,
): void {
  if (region === undefined) return;
  if (partitionOf(region) !== partitionOf(homeRegion)) {
    throw new PermanentError(
      "invalid-request",
      `Registries of ${region} can't be integrated here: this service runs in the AWS partition ${partitionOf(homeRegion)}, and no role of ${partitionOf(region)} can be assumed from there. Use a deployment of the service in ${partitionOf(region)}.`,
    );
  }
  if (delivery === "events" && templateVariantOf(region) === "poll") {
    throw new PermanentError(
      "invalid-request",
      `EventBridge can't send the pushes of ${region} to this service, since it has no API destinations there. Leave delivery out, or set it to poll: the registry is listed every few minutes then.`,
    );
  }
}
