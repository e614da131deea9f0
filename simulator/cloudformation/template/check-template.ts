import { AwsError } from "../../service.ts";
import type { ResourceProvider } from "../providers/provider.ts";
import type { FindProvider } from "../providers/registry.ts";
import type { ResourceDefinition, Template } from "./parse-template.ts";
import { collectReferences } from "./references.ts";
import type { Reference } from "./references.ts";
import { validationError } from "./validation-error.ts";

/** Pseudo parameters that the simulator knows. */
const PSEUDO_PARAMETERS: ReadonlySet<string> = new Set([
  "AWS::AccountId",
  "AWS::NoValue",
  "AWS::NotificationARNs",
  "AWS::Partition",
  "AWS::Region",
  "AWS::StackId",
  "AWS::StackName",
  "AWS::URLSuffix",
]);

/**
 * Refuses, before anything is created, what would fail later: unknown types, properties,
 * attributes, references and conditions.
 * @throws AwsError ValidationError, InsufficientCapabilitiesException
 */
export function checkTemplate(
  template: Template,
  providers: FindProvider,
  capabilities: readonly string[],
): void {
  const resources = Object.entries(template.resources);
  const unknown = resources
    .map(([, { type }]) => type)
    .filter((type) => providers(type) === undefined);
  if (unknown.length > 0) {
    throw validationError(
      `Template format error: Unrecognized resource types: [${[...new Set(unknown)].join(", ")}]`,
    );
  }
  for (const [logicalId, definition] of resources) {
    const provider = providers(definition.type);
    if (provider !== undefined) checkResource(template, providers, logicalId, definition, provider);
  }
  for (const output of Object.values(template.outputs)) {
    checkReferences(template, providers, collectReferences(output.Value), "Outputs");
  }
  requireCapabilities(template, capabilities);
}

function checkResource(
  template: Template,
  providers: FindProvider,
  logicalId: string,
  definition: ResourceDefinition,
  provider: ResourceProvider,
): void {
  const { properties, dependsOn, condition } = definition;
  const { properties: known } = provider;
  const extraneous = Object.keys(properties).filter(
    (name) => known !== "any" && !known.includes(name),
  );
  if (extraneous.length > 0) {
    throw validationError(
      `Resource ${logicalId}: the simulated ${provider.type} does not support the properties [${extraneous.join(", ")}]`,
    );
  }
  const references = [...collectReferences(properties), ...dependsOn.map((name) => ({ name }))];
  checkReferences(template, providers, references, "Resources");
  if (condition !== undefined && !Object.hasOwn(template.conditions, condition)) {
    throw validationError(
      `Template format error: Unresolved condition [${condition}] in the Resources block of the template`,
    );
  }
}

function checkReferences(
  template: Template,
  providers: FindProvider,
  references: readonly Reference[],
  block: "Resources" | "Outputs",
): void {
  for (const { name, attribute } of references) {
    const resource = Object.hasOwn(template.resources, name) ? template.resources[name] : undefined;
    const known =
      resource !== undefined ||
      (attribute === undefined &&
        (Object.hasOwn(template.parameters, name) || PSEUDO_PARAMETERS.has(name)));
    if (!known) {
      throw validationError(
        `Template format error: Unresolved resource dependencies [${name}] in the ${block} block of the template`,
      );
    }
    if (attribute === undefined || resource === undefined) continue;
    const attributes = providers(resource.type)?.attributes ?? [];
    if (attributes !== "any" && !attributes.includes(attribute)) {
      throw validationError(
        `Template error: resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`,
      );
    }
  }
}

/** The capability that a launch must acknowledge; undefined: none. */
export function neededCapability(
  template: Template,
): "CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | undefined {
  const iam = Object.values(template.resources).filter(({ type }) => type.startsWith("AWS::IAM::"));
  const isNamed = iam.some(
    ({ type, properties }) => type === "AWS::IAM::Role" && properties["RoleName"] !== undefined,
  );
  if (isNamed) return "CAPABILITY_NAMED_IAM";
  return iam.length > 0 ? "CAPABILITY_IAM" : undefined;
}

function requireCapabilities(template: Template, capabilities: readonly string[]): void {
  const needed = neededCapability(template);
  const accepted = new Set(capabilities);
  if (accepted.has("CAPABILITY_NAMED_IAM")) accepted.add("CAPABILITY_IAM");
  if (needed === undefined || accepted.has(needed)) return;
  throw new AwsError("InsufficientCapabilitiesException", `Requires capabilities : [${needed}]`);
}
