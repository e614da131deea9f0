import * as z from "zod";
import { ifExists, textOf } from "./call-if-exists.ts";
import { defineProvider, text } from "./provider.ts";
import type { CallService, CreatedResource } from "./provider.ts";

const schema = z.strictObject({
  Name: text.optional(),
  Description: text.optional(),
  AuthorizationType: text.optional(),
  AuthParameters: z
    .strictObject({
      ApiKeyAuthParameters: z.strictObject({ ApiKeyName: text, ApiKeyValue: text }).optional(),
      BasicAuthParameters: z.strictObject({ Username: text, Password: text }).optional(),
    })
    .optional(),
});
type Properties = z.infer<typeof schema>;

/** AWS::Events::Connection: Ref is its name. */
export const eventsConnection = defineProvider<Properties>({
  type: "AWS::Events::Connection",
  schema,
  attributes: ["Arn", "ArnForPolicy", "SecretArn"],
  nameProperty: "Name",
  replacedBy: ["Name"],

  async create(name, properties, call) {
    await call("events", "CreateConnection", input(name, properties));
    return describe(name, call);
  },

  async update(name, properties, call) {
    await call("events", "UpdateConnection", input(name, properties));
    return describe(name, call);
  },

  async remove(name, _properties, call) {
    await ifExists(call("events", "DeleteConnection", { Name: name }));
  },
});

function input(name: string, properties: Properties): Parameters<CallService>[2] {
  const { Description, AuthorizationType, AuthParameters } = properties;
  return {
    Name: name,
    ...(Description === undefined ? {} : { Description }),
    ...(AuthorizationType === undefined ? {} : { AuthorizationType }),
    ...(AuthParameters === undefined ? {} : { AuthParameters }),
  };
}

async function describe(name: string, call: CallService): Promise<CreatedResource> {
  const connection = await call("events", "DescribeConnection", { Name: name });
  const arn = textOf(connection, "ConnectionArn");
  return {
    physicalId: name,
    attributes: {
      Arn: arn,
      ArnForPolicy: withoutId(arn),
      SecretArn: textOf(connection, "SecretArn"),
    },
  };
}

/** Policies name connections and API destinations without the id at the end of their ARN. */
export function withoutId(arn: string): string {
  return arn.slice(0, arn.lastIndexOf("/"));
}
