import * as z from "zod";
import { ifExists, textOf } from "./call-if-exists.ts";
import { defineProvider, jsonObject, number, text } from "./provider.ts";
import type { CallService, CreatedResource } from "./provider.ts";

const target = z.strictObject({
  Id: text,
  Arn: text,
  RoleArn: text.optional(),
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: number.optional(),
      MaximumEventAgeInSeconds: number.optional(),
    })
    .optional(),
  DeadLetterConfig: z.strictObject({ Arn: text.optional() }).optional(),
});
const schema = z.strictObject({
  Name: text.optional(),
  Description: text.optional(),
  EventBusName: text.optional(),
  EventPattern: z.union([jsonObject, z.string()]),
  State: text.optional(),
  Targets: z.array(target).optional(),
});
type Properties = z.infer<typeof schema>;

/** AWS::Events::Rule on the default bus, with its targets: Ref is its name. */
export const eventsRule = defineProvider<Properties>({
  type: "AWS::Events::Rule",
  schema,
  attributes: ["Arn"],
  nameProperty: "Name",
  replacedBy: ["Name", "EventBusName"],

  create: save,

  async update(name, properties, call, before) {
    const kept = new Set(properties.Targets?.map(({ Id }) => Id));
    const left = before.Targets?.map(({ Id }) => Id).filter((Id) => !kept.has(Id)) ?? [];
    if (left.length > 0) await call("events", "RemoveTargets", { Rule: name, Ids: left });
    return save(name, properties, call);
  },

  async remove(name, _properties, call) {
    const listed = await ifExists(call("events", "ListTargetsByRule", { Rule: name }));
    const targets = z.array(z.object({ Id: z.string() })).safeParse(listed?.["Targets"]).data;
    const Ids = targets?.map(({ Id }) => Id) ?? [];
    if (Ids.length > 0) await ifExists(call("events", "RemoveTargets", { Rule: name, Ids }));
    await ifExists(call("events", "DeleteRule", { Name: name }));
  },
});

async function save(
  name: string,
  properties: Properties,
  call: CallService,
): Promise<CreatedResource> {
  const { EventPattern, Description, EventBusName, State, Targets } = properties;
  const rule = await call("events", "PutRule", {
    Name: name,
    EventPattern: typeof EventPattern === "string" ? EventPattern : JSON.stringify(EventPattern),
    ...(Description === undefined ? {} : { Description }),
    ...(EventBusName === undefined ? {} : { EventBusName }),
    ...(State === undefined ? {} : { State }),
  });
  if (Targets !== undefined && Targets.length > 0) {
    await call("events", "PutTargets", { Rule: name, Targets });
  }
  return { physicalId: name, attributes: { Arn: textOf(rule, "RuleArn") } };
}
