import * as z from "zod";
import type { Document } from "../../service.ts";
import { validationError } from "../template/validation-error.ts";
import type { Json, JsonObject } from "../template/json.ts";

/** Services whose operations resources are made with. */
export type ServiceName = "secretsmanager" | "iam" | "events" | "ecr" | "sns";

/** Calls an operation of a service as the stack's principal. @throws AwsError */
export type CallService = (
  service: ServiceName,
  operation: string,
  input: Document,
) => Promise<Document>;

/** What a resource is once it exists. */
export interface CreatedResource {
  /** What Ref answers. */
  readonly physicalId: string;
  /** What Fn::GetAtt answers. */
  readonly attributes: JsonObject;
}

/** Which resource a step is about, and how long it may be waited for. */
export interface ResourceContext {
  readonly stackId: string;
  readonly logicalId: string;
  /** As known before the step. */
  readonly physicalId: string | undefined;
  readonly attributes: JsonObject;
  /** Of this step alone; the same when a restart interrupted it. */
  readonly requestId: string;
  /** Aborted with an InterruptedError or a CancelledError when nobody waits any longer. */
  readonly signal: AbortSignal;
}

/** The simulator stops in the middle of a step; the next start goes on with it. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
}

/** A step is no longer wanted: another resource failed, or the stack is to be deleted. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}

/** A step failed that somebody else had to do. */
export class ResourceStepError extends Error {
  override readonly name = "ResourceStepError";
  /** Whether anybody may have begun with it: else there is nothing to take back. */
  readonly wasAsked: boolean;
  /** What the resource is called now. */
  readonly physicalId: string | undefined;

  constructor(
    reason: string,
    details: {
      readonly wasAsked?: boolean;
      readonly physicalId?: string;
      readonly cause?: unknown;
    } = {},
  ) {
    super(reason, { cause: details.cause });
    this.wasAsked = details.wasAsked ?? true;
    this.physicalId = details.physicalId;
  }
}

/**
 * Creates and removes the resources of one type. `name` is what identifies a resource: chosen and
 * written down before it is created, so that a half-created one can be found and removed.
 */
export interface ResourceProvider {
  readonly type: string;
  /**
   * Whether somebody else does the work, over messages: a step that a restart interrupted goes on
   * by its request ID, and an update may answer with another physical ID, which replaces.
   */
  readonly isCustom: boolean;
  /** Names of the properties that it knows. */
  readonly properties: readonly string[] | "any";
  /** Attributes for Fn::GetAtt. */
  readonly attributes: readonly string[] | "any";
  /** The property that names the resource; without it a name is generated. */
  readonly nameProperty: string | undefined;
  /** Longest generated name. */
  readonly nameLength: number;
  /** Changed properties that AWS can only change by a replacement. */
  readonly replacedBy: readonly string[];
  /** Whether it would take these properties. @throws AwsError ValidationError */
  validate(properties: Json): void;
  /** @throws AwsError, ResourceStepError, InterruptedError; so do the other two */
  create(
    name: string,
    properties: Json,
    call: CallService,
    context: ResourceContext,
  ): Promise<CreatedResource>;
  /** Changes a resource in place. */
  update(
    name: string,
    properties: Json,
    call: CallService,
    before: Json,
    context: ResourceContext,
  ): Promise<CreatedResource>;
  /** Removes it; fine when it does not exist. */
  remove(
    name: string,
    properties: Json,
    call: CallService,
    context: ResourceContext,
  ): Promise<void>;
}

/** A provider whose properties have a schema. */
export interface ProviderDefinition<Properties> {
  readonly type: string;
  readonly schema: z.ZodObject<z.core.$ZodShape> & z.ZodType<Properties>;
  readonly attributes: readonly string[];
  readonly nameProperty?: keyof Properties & string;
  readonly nameLength?: number;
  readonly replacedBy?: readonly (keyof Properties & string)[];
  create(
    name: string,
    properties: Properties,
    call: CallService,
    context: ResourceContext,
  ): Promise<CreatedResource>;
  update(
    name: string,
    properties: Properties,
    call: CallService,
    before: Properties,
    context: ResourceContext,
  ): Promise<CreatedResource>;
  remove(
    name: string,
    properties: Properties,
    call: CallService,
    context: ResourceContext,
  ): Promise<void>;
}

/** Makes a provider that checks properties by the schema before each step. */
export function defineProvider<Properties>(
  definition: ProviderDefinition<Properties>,
): ResourceProvider {
  const { type, schema, attributes, nameProperty, nameLength = 64, replacedBy = [] } = definition;
  const parse = (properties: Json): Properties => {
    const parsed = schema.safeParse(properties);
    if (parsed.success) return parsed.data;
    const problems = parsed.error.issues.map(
      ({ path, message }) => `#/${path.join("/")}: ${message}`,
    );
    throw validationError(`Properties validation failed for ${type}: ${problems.join("; ")}`);
  };
  return {
    type,
    isCustom: false,
    properties: Object.keys(schema.shape),
    attributes,
    nameProperty,
    nameLength,
    replacedBy,
    validate: (properties) => {
      parse(properties);
    },
    create: async (name, properties, call, context) =>
      definition.create(name, parse(properties), call, context),
    update: async (name, properties, call, before, context) =>
      definition.update(name, parse(properties), call, parse(before), context),
    remove: async (name, properties, call, context) =>
      definition.remove(name, parse(properties), call, context),
  };
}

/** Texts of properties: numbers and booleans count as their text. */
export const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
/** Numbers, also as text. */
export const number = z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(Number);
/** Booleans, also as text. */
export const boolean = z
  .union([z.boolean(), z.enum(["true", "false"])])
  .transform((value) => value === true || value === "true");
/** A policy or pattern: any JSON object. */
export const jsonObject = z.record(
  z.string(),
  z.custom<Json>((value) => value !== undefined),
);
export const tags = z.array(z.strictObject({ Key: text, Value: text }));
