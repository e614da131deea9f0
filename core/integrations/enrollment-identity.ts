import { createHash } from "node:crypto";

/** A registry whose stack came by an enrollment. */
export interface EnrolledPlace {
  readonly account: string;
  readonly region: string;
}

/**
 * The identifier of the integration that an enrollment has for a registry: always the same, so
 * that a repeated message finds what the first one has made.
 *
 * @param generation How many integrations of the same were removed before it.
 */
export function enrolledIntegrationId(
  enrollmentId: string,
  { account, region }: EnrolledPlace,
  generation: number,
): string {
  const name = [enrollmentId, account, region, String(generation)].join("\n");
  return createHash("sha256").update(name).digest("hex").slice(0, 16);
}

/** The external ID that the template makes of its prefix, its account and its Region. */
export function enrolledExternalId(prefix: string, { account, region }: EnrolledPlace): string {
  return `${prefix}-${account}-${region}`;
}
