import type { Delivery } from "../contract/vocabulary.ts";

/** What the Region of a customer has. */
export interface RegionCapabilities {
  /** `AWS::Events::Connection` and `AWS::Events::ApiDestination`: pushes can be sent to us. */
  readonly apiDestinations: boolean;
  /** `AWS::ECR::PullTimeUpdateExclusion`. */
  readonly pullTimeExclusion: boolean;
}

/**
 * Regions in which EventBridge has API destinations, and CloudFormation knows their types: both
 * are needed. Of what AWS has, GovCloud has none, and CloudFormation knows none in ap-east-2,
 * ap-southeast-5, ap-southeast-6, ca-west-1, il-central-1 and mx-central-1, whether EventBridge has
 * them there by now or not.
 *
 * As of 2026-11-22: https://docs.aws.amazon.com/eventbridge/latest/userguide/feature-availability.html,
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-eventbridge.html, and
 * CloudFormation's resource types by Region as cfn-lint 1.51 has them.
 */
const API_DESTINATIONS: ReadonlySet<string> = new Set([
  "af-south-1",
  "ap-east-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-7",
  "ca-central-1",
  "cn-north-1",
  "cn-northwest-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "me-central-1",
  "me-south-1",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
]);

/**
 * What a Region has. One that is not known, because it is too new, is taken to have no API
 * destinations: a template without them can be launched everywhere.
 *
 * @param region For example `eu-west-1`.
 */
export function capabilitiesOf(region: string): RegionCapabilities {
  // The same source knows the exclusion in every Region.
  return { apiDestinations: API_DESTINATIONS.has(region), pullTimeExclusion: true };
}

/**
 * Which template a registry's stack is launched from: with events, or, where the Region can't
 * send them, without.
 *
 * @param region Undefined while nobody knows it: the console's own choice, most likely one with
 *   events.
 */
export function templateVariantOf(region: string | undefined): Delivery {
  return region === undefined || capabilitiesOf(region).apiDestinations ? "events" : "poll";
}
