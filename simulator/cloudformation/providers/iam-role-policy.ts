import * as z from "zod";
import { ifExists } from "./call-if-exists.ts";
import { defineProvider, jsonObject, text } from "./provider.ts";
import type { CallService, CreatedResource } from "./provider.ts";

const schema = z.strictObject({
  PolicyName: text,
  PolicyDocument: jsonObject.optional(),
  RoleName: text,
});
type Properties = z.infer<typeof schema>;

/** AWS::IAM::RolePolicy: one inline policy of one role. */
export const iamRolePolicy = defineProvider<Properties>({
  type: "AWS::IAM::RolePolicy",
  schema,
  attributes: [],
  replacedBy: ["PolicyName", "RoleName"],
  create: (_name, properties, call) => put(properties, call),
  update: (_name, properties, call) => put(properties, call),
  async remove(_name, { PolicyName, RoleName }, call) {
    await ifExists(call("iam", "DeleteRolePolicy", { RoleName, PolicyName }));
  },
});

async function put(properties: Properties, call: CallService): Promise<CreatedResource> {
  const { PolicyName, RoleName, PolicyDocument = {} } = properties;
  await call("iam", "PutRolePolicy", {
    RoleName,
    PolicyName,
    PolicyDocument: JSON.stringify(PolicyDocument),
  });
  return { physicalId: `${PolicyName}|${RoleName}`, attributes: {} };
}
