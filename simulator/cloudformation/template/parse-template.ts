import { parseDocument } from "yaml";
import * as z from "zod";
import { isJsonObject } from "./json.ts";
import type { Json, JsonObject } from "./json.ts";
import { shortFormTags } from "./short-tags.ts";
import { validationError } from "./validation-error.ts";

/** A template, its sections checked for what the simulator knows. */
export interface Template {
  readonly description: string | undefined;
  readonly metadata: JsonObject | undefined;
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  readonly mappings: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly conditions: JsonObject;
  readonly resources: Readonly<Record<string, ResourceDefinition>>;
  readonly outputs: Readonly<Record<string, OutputDefinition>>;
}

export interface ResourceDefinition {
  readonly type: string;
  readonly properties: JsonObject;
  readonly dependsOn: readonly string[];
  readonly condition: string | undefined;
  /** Keep the resource when the stack lets it go. */
  readonly retain: boolean;
}

export type ParameterDefinition = z.infer<typeof parameter>;
export type OutputDefinition = z.infer<typeof output>;

const json = z.custom<Json>((value) => value !== undefined);
const object = z.custom<JsonObject>((value) => isJsonObject(value as Json | undefined));
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const parameter = z.strictObject({
  Type: z.enum(["String", "Number", "CommaDelimitedList", "List<Number>"]),
  Default: scalar.optional(),
  Description: z.string().optional(),
  AllowedValues: z.array(scalar).optional(),
  AllowedPattern: z.string().optional(),
  ConstraintDescription: z.string().optional(),
  MinLength: z.coerce.number().optional(),
  MaxLength: z.coerce.number().optional(),
  MinValue: z.coerce.number().optional(),
  MaxValue: z.coerce.number().optional(),
  NoEcho: z.union([z.boolean(), z.enum(["true", "false"])]).optional(),
});
const resource = z
  .strictObject({
    Type: z.string(),
    Properties: object.optional(),
    DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
    Condition: z.string().optional(),
    DeletionPolicy: z.enum(["Delete", "Retain"]).optional(),
    UpdateReplacePolicy: z.enum(["Delete", "Retain"]).optional(),
    Metadata: object.optional(),
  })
  .transform((definition): ResourceDefinition => ({
    type: definition.Type,
    properties: definition.Properties ?? {},
    dependsOn: [definition.DependsOn ?? []].flat(),
    condition: definition.Condition,
    retain: definition.DeletionPolicy === "Retain",
  }));
const output = z.strictObject({
  Description: z.string().optional(),
  Value: json,
  Condition: z.string().optional(),
  Export: z.strictObject({ Name: json }).optional(),
});
const logicalId = z.string().regex(/^[A-Za-z0-9]+$/);
const template = z.strictObject({
  AWSTemplateFormatVersion: z.literal("2010-09-09").optional(),
  Description: z.string().max(1024).optional(),
  Metadata: object.optional(),
  Parameters: z.record(logicalId, parameter).optional(),
  Mappings: z.record(z.string(), z.record(z.string(), object)).optional(),
  Conditions: z.record(logicalId, json).optional(),
  Resources: z
    .record(logicalId, resource)
    .refine((resources) => Object.keys(resources).length > 0, "at least one is required"),
  Outputs: z.record(logicalId, output).optional(),
});

/**
 * Reads a template in JSON or YAML, short forms included. Sections and attributes that are not
 * simulated (Transform, Rules, CreationPolicy …) are refused by name.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 * @throws AwsError ValidationError
 */
export function parseTemplate(text: string): Template {
  const document = parseDocument(text, {
    customTags: (tags) => [...tags, ...shortFormTags()],
    prettyErrors: false,
  });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw validationError(`Template format error: ${problem.message}`);
  const parsed = template.safeParse(document.toJS());
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join("/")}: ${message}`,
    );
    throw validationError(`Template format error: ${problems.join("; ")}`);
  }
  const { data } = parsed;
  return {
    description: data.Description,
    metadata: data.Metadata,
    parameters: data.Parameters ?? {},
    mappings: data.Mappings ?? {},
    conditions: data.Conditions ?? {},
    resources: data.Resources,
    outputs: data.Outputs ?? {},
  };
}
