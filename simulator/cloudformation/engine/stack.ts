import type { Caller } from "../../service.ts";
import type { Json, JsonObject } from "../template/json.ts";

/** How far a resource of a stack is. */
export type ResourceStatus =
  | "CREATE_IN_PROGRESS"
  | "CREATE_COMPLETE"
  | "CREATE_FAILED"
  | "DELETE_IN_PROGRESS"
  | "DELETE_COMPLETE"
  | "DELETE_FAILED"
  | "DELETE_SKIPPED"
  | "UPDATE_IN_PROGRESS"
  | "UPDATE_COMPLETE"
  | "UPDATE_FAILED";

/** How far a stack is. */
export type StackStatus =
  | "CREATE_IN_PROGRESS"
  | "CREATE_COMPLETE"
  | "CREATE_FAILED"
  | "ROLLBACK_IN_PROGRESS"
  | "ROLLBACK_COMPLETE"
  | "ROLLBACK_FAILED"
  | "DELETE_IN_PROGRESS"
  | "DELETE_COMPLETE"
  | "DELETE_FAILED"
  | "UPDATE_IN_PROGRESS"
  | "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"
  | "UPDATE_COMPLETE"
  | "UPDATE_ROLLBACK_IN_PROGRESS"
  | "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS"
  | "UPDATE_ROLLBACK_COMPLETE"
  | "UPDATE_ROLLBACK_FAILED";

/** A resource of a stack. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  /** What its provider finds it by; chosen before it is created. */
  readonly name: string;
  readonly physicalId: string | undefined;
  readonly attributes: JsonObject;
  /** Functions evaluated, dynamic references not: no secret is kept here. */
  readonly properties: Json;
  /**
   * What else its properties may be: before the update that is under way, or as the update that
   * failed wanted them.
   */
  readonly otherProperties?: Json | undefined;
  /** Of the step that is under way. */
  readonly requestId?: string;
  /** Logical IDs that must outlive it. */
  readonly dependsOn: readonly string[];
  readonly retain: boolean;
  /** Replaced by an update, and to be removed when the update has succeeded. */
  readonly isReplaced: boolean;
  readonly status: ResourceStatus;
  readonly reason: string | undefined;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
}

/** Something that happened to a stack or a resource of it. */
export interface StackEvent {
  readonly id: string;
  readonly logicalId: string;
  readonly physicalId: string | undefined;
  readonly type: string;
  readonly status: string;
  readonly reason: string | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A stack, kept after its deletion. Times in milliseconds since the epoch. */
export interface Stack {
  /** ARN. */
  readonly id: string;
  readonly name: string;
  /** Who launched it: resources are created with his rights. */
  readonly caller: Caller;
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** What an update that is under way goes back to when it fails. */
  readonly previous: Pick<Stack, "templateBody" | "parameters"> | undefined;
  readonly capabilities: readonly string[];
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly onFailure: "ROLLBACK" | "DELETE" | "DO_NOTHING";
  readonly clientRequestToken: string | undefined;
  readonly status: StackStatus;
  readonly reason: string | undefined;
  readonly createdAt: number;
  readonly updatedAt: number | undefined;
  readonly deletedAt: number | undefined;
  /** By resourceKey. */
  readonly resources: Readonly<Record<string, StackResource>>;
  readonly outputs: readonly StackOutput[];
  readonly events: readonly StackEvent[];
}

/** Key of a resource in its stack: the logical ID, which a replaced one no longer has to itself. */
export function resourceKey({ logicalId, name, isReplaced }: StackResource): string {
  return isReplaced ? `${logicalId}/${name}` : logicalId;
}

/** Whether a resource exists and is as its template says. */
export function isComplete({ status }: StackResource): boolean {
  return status === "CREATE_COMPLETE" || status === "UPDATE_COMPLETE";
}

/** Whether a resource is no longer, or no longer the stack's. */
export function isGone({ status }: StackResource): boolean {
  return status === "DELETE_COMPLETE" || status === "DELETE_SKIPPED";
}

export interface StackOutput {
  readonly OutputKey: string;
  readonly OutputValue: string;
  readonly Description?: string;
  readonly ExportName?: string;
}
