import * as z from "zod";
import { ifExists, textOf } from "./call-if-exists.ts";
import { withoutId } from "./events-connection.ts";
import { defineProvider, number, text } from "./provider.ts";
import type { CallService, CreatedResource } from "./provider.ts";

const schema = z.strictObject({
  Name: text.optional(),
  Description: text.optional(),
  ConnectionArn: text,
  HttpMethod: text,
  InvocationEndpoint: text,
  InvocationRateLimitPerSecond: number.optional(),
});
type Properties = z.infer<typeof schema>;

/** AWS::Events::ApiDestination: Ref is its name. */
export const eventsApiDestination = defineProvider<Properties>({
  type: "AWS::Events::ApiDestination",
  schema,
  attributes: ["Arn", "ArnForPolicy"],
  nameProperty: "Name",
  replacedBy: ["Name"],
  create: (name, properties, call) => save("CreateApiDestination", name, properties, call),
  update: (name, properties, call) => save("UpdateApiDestination", name, properties, call),
  async remove(name, _properties, call) {
    await ifExists(call("events", "DeleteApiDestination", { Name: name }));
  },
});

async function save(
  operation: "CreateApiDestination" | "UpdateApiDestination",
  name: string,
  properties: Properties,
  call: CallService,
): Promise<CreatedResource> {
  const { Description, InvocationRateLimitPerSecond } = properties;
  const saved = await call("events", operation, {
    Name: name,
    ConnectionArn: properties.ConnectionArn,
    HttpMethod: properties.HttpMethod,
    InvocationEndpoint: properties.InvocationEndpoint,
    ...(Description === undefined ? {} : { Description }),
    ...(InvocationRateLimitPerSecond === undefined ? {} : { InvocationRateLimitPerSecond }),
  });
  const arn = textOf(saved, "ApiDestinationArn");
  return { physicalId: name, attributes: { Arn: arn, ArnForPolicy: withoutId(arn) } };
}
