import * as z from "zod";
import { ifExists } from "./call-if-exists.ts";
import { defineProvider, jsonObject, text } from "./provider.ts";
import type { CallService } from "./provider.ts";

const schema = z.strictObject({
  PolicyName: text,
  PolicyDocument: jsonObject,
  Roles: z.array(text).min(1),
});
type Properties = z.infer<typeof schema>;

/** AWS::IAM::Policy: one inline policy in several roles. Users and groups are refused. */
export const iamPolicy = defineProvider<Properties>({
  type: "AWS::IAM::Policy",
  schema,
  attributes: ["Id"],
  replacedBy: ["PolicyName"],

  async create(name, properties, call) {
    await put(properties, call);
    return { physicalId: name, attributes: { Id: name } };
  },

  async update(name, properties, call, before) {
    const left = before.Roles.filter((role) => !properties.Roles.includes(role));
    await remove({ ...before, Roles: left }, call);
    await put(properties, call);
    return { physicalId: name, attributes: { Id: name } };
  },

  remove: (_name, properties, call) => remove(properties, call),
});

async function put(properties: Properties, call: CallService): Promise<void> {
  for (const RoleName of properties.Roles) {
    await call("iam", "PutRolePolicy", {
      RoleName,
      PolicyName: properties.PolicyName,
      PolicyDocument: JSON.stringify(properties.PolicyDocument),
    });
  }
}

async function remove({ PolicyName, Roles }: Properties, call: CallService): Promise<void> {
  for (const RoleName of Roles) {
    await ifExists(call("iam", "DeleteRolePolicy", { RoleName, PolicyName }));
  }
}
