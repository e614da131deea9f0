import * as z from "zod";
import type { Document } from "../../service.ts";
import { validationError } from "../template/validation-error.ts";
import type { Json, JsonObject } from "../template/json.ts";

/** Services whose operations resources are made with. */
export type ServiceName = "secretsmanager" | "iam" | "events" | "ecr";

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

/**
 * Creates and removes the resources of one type. `name` is what identifies a resource: chosen and
 * written down before it is created, so that a half-created one can be found and removed.
 */
export interface ResourceProvider {
  readonly type: string;
  /** Names of the properties that it knows. */
  readonly properties: readonly string[];
  /** Attributes for Fn::GetAtt. */
  readonly attributes: readonly string[];
  /** The property that names the resource; without it a name is generated. */
  readonly nameProperty: string | undefined;
  /** Longest generated name. */
  readonly nameLength: number;
  /** Changed properties that AWS can only change by a replacement. */
  readonly replacedBy: readonly string[];
  /** Whether it would take these properties. @throws AwsError ValidationError */
  validate(properties: Json): void;
  /** @throws AwsError */
  create(name: string, properties: Json, call: CallService): Promise<CreatedResource>;
  /** Changes a resource in place. @throws AwsError */
  update(name: string, properties: Json, call: CallService, before: Json): Promise<CreatedResource>;
  /** Removes it; fine when it does not exist. @throws AwsError */
  remove(name: string, properties: Json, call: CallService): Promise<void>;
}

/** A provider whose properties have a schema. */
export interface ProviderDefinition<Properties> {
  readonly type: string;
  readonly schema: z.ZodObject<z.core.$ZodShape> & z.ZodType<Properties>;
  readonly attributes: readonly string[];
  readonly nameProperty?: keyof Properties & string;
  readonly nameLength?: number;
  readonly replacedBy?: readonly (keyof Properties & string)[];
  create(name: string, properties: Properties, call: CallService): Promise<CreatedResource>;
  update(
    name: string,
    properties: Properties,
    call: CallService,
    before: Properties,
  ): Promise<CreatedResource>;
  remove(name: string, properties: Properties, call: CallService): Promise<void>;
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
    properties: Object.keys(schema.shape),
    attributes,
    nameProperty,
    nameLength,
    replacedBy,
    validate: (properties) => {
      parse(properties);
    },
    create: async (name, properties, call) => definition.create(name, parse(properties), call),
    update: async (name, properties, call, before) =>
      definition.update(name, parse(properties), call, parse(before)),
    remove: async (name, properties, call) => definition.remove(name, parse(properties), call),
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
