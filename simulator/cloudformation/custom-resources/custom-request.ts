import type { Json, JsonObject } from "../template/json.ts";
import { isJsonObject } from "../template/json.ts";
import { validationError } from "../template/validation-error.ts";

/** A request to a custom resource, kept until it is answered or nobody asks any longer. */
export interface CustomRequest {
  readonly requestId: string;
  readonly requestType: "Create" | "Update" | "Delete";
  readonly stackId: string;
  readonly logicalId: string;
  readonly topicArn: string;
  /** The JSON that is published. */
  readonly message: string;
  /** Whether SNS has it. */
  readonly isPublished: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** When an answer comes too late, milliseconds since the epoch. */
  readonly deadline: number;
  /** The first answer, as it came. */
  readonly response: string | undefined;
}

/** Members of the message that CloudFormation publishes. */
export interface RequestMessage {
  readonly RequestType: CustomRequest["requestType"];
  readonly ServiceToken: string;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  /** Update and Delete only. */
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly ResourceProperties: Json;
  /** Update only. */
  readonly OldResourceProperties?: Json;
}

/**
 * Properties as a custom resource gets them: every value is a text, lists and maps stay.
 * @throws AwsError ValidationError
 */
export function asTexts(value: Json): Json {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(([name, member]) => [name, asTexts(member)]);
    return Object.fromEntries(members) as JsonObject;
  }
  if (value === null) throw validationError("'null' values are not allowed in templates");
  return value.map(asTexts);
}
