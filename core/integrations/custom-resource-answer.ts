import type { CustomResourceRequest, CustomResourceResponse } from "../contract/custom-resource.ts";
import { COMPLETE_RESOURCE } from "../contract/customer-stack.ts";

/** CloudFormation reads no more of an answer. */
const MAX_BYTES = 4096;
const PHYSICAL_ID = /^ecr-scout-([0-9a-f]{16})-(setup|complete)$/;

/** A custom resource of ours, as its physical ID names it. */
export interface PhysicalResource {
  readonly integrationId: string;
  readonly part: "setup" | "complete";
}

/** Which custom resource a request of Create is for, as its later requests will name it. */
export function physicalIdOf(request: CustomResourceRequest, integrationId: string | null): string {
  // CloudFormation keeps what it was given, and would replace the resource by another.
  if (request.PhysicalResourceId !== undefined) return request.PhysicalResourceId;
  const part = request.ResourceType === COMPLETE_RESOURCE ? "complete" : "setup";
  return `ecr-scout-${integrationId ?? "none"}-${part}`;
}

/** Reads a physical ID; undefined when it names no resource of ours. */
export function parsePhysicalId(physicalId: string | undefined): PhysicalResource | undefined {
  const [, integrationId, part] = PHYSICAL_ID.exec(physicalId ?? "") ?? [];
  if (integrationId === undefined) return undefined;
  return { integrationId, part: part === "complete" ? "complete" : "setup" };
}

/**
 * Makes the answer to a request, at most 4,096 bytes of JSON: a longer reason is cut between
 * two characters.
 *
 * @param reason What happened, why, and what to do; undefined for success.
 */
export function answerTo(
  request: CustomResourceRequest,
  integrationId: string | null,
  reason: string | undefined,
): CustomResourceResponse {
  const answer = {
    PhysicalResourceId: physicalIdOf(request, integrationId),
    StackId: request.StackId,
    RequestId: request.RequestId,
    LogicalResourceId: request.LogicalResourceId,
  };
  if (reason === undefined) return { Status: "SUCCESS", ...answer };
  const withReason = (text: string) =>
    ({ Status: "FAILED", Reason: text, ...answer }) satisfies CustomResourceResponse;
  if (fits(withReason(reason))) return withReason(reason);
  const characters = Array.from(reason);
  let [kept, tooMany] = [0, characters.length];
  while (tooMany - kept > 1) {
    const middle = Math.floor((kept + tooMany) / 2);
    if (fits(withReason(cut(characters, middle)))) kept = middle;
    else tooMany = middle;
  }
  return withReason(cut(characters, kept));
}

function cut(characters: readonly string[], count: number): string {
  return `${characters.slice(0, count).join("")}…`;
}

function fits(answer: CustomResourceResponse): boolean {
  return Buffer.byteLength(JSON.stringify(answer)) <= MAX_BYTES;
}
