import {
  type CloudFormationTemplate,
  type JsonObject,
  readTemplate,
} from "../../fixtures/cloudformation-template.ts";
import { DOCKER_SCOUT } from "../../../lib/customer-brand.ts";
import { type CustomerStackProps, renderCustomerTemplate } from "../../../lib/customer-stack.ts";

/** A template with everything, of another brand, Region or deployment where it is asked for. */
export function renderedWith(props: Partial<CustomerStackProps> = {}): object {
  return renderCustomerTemplate({
    brand: DOCKER_SCOUT,
    layout: "current",
    capabilities: { apiDestinations: true, pullTimeExclusion: true },
    templateVersion: "7",
    ...props,
  });
}

/** `renderedWith`, taken apart. */
export function readWith(props: Partial<CustomerStackProps> = {}): CloudFormationTemplate {
  return readTemplate(renderedWith(props));
}

/** The properties of a resource. */
export function propertiesOf(template: CloudFormationTemplate, logicalId: string): JsonObject {
  const resource = template.Resources[logicalId];
  if (resource === undefined) throw new Error(`The template has no resource ${logicalId}.`);
  return resource.Properties;
}
