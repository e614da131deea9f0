import * as z from "zod";
import { ifExists, textOf } from "./call-if-exists.ts";
import { defineProvider, jsonObject, number, tags, text } from "./provider.ts";
import type { CallService, CreatedResource } from "./provider.ts";

const schema = z.strictObject({
  AssumeRolePolicyDocument: jsonObject,
  Description: text.optional(),
  MaxSessionDuration: number.optional(),
  Path: text.optional(),
  Policies: z.array(z.strictObject({ PolicyName: text, PolicyDocument: jsonObject })).optional(),
  RoleName: text.optional(),
  Tags: tags.optional(),
});
type Properties = z.infer<typeof schema>;

/** AWS::IAM::Role with inline policies: Ref is its name. Managed policies are refused. */
export const iamRole = defineProvider<Properties>({
  type: "AWS::IAM::Role",
  schema,
  attributes: ["Arn", "RoleId"],
  nameProperty: "RoleName",
  replacedBy: ["RoleName", "Path", "Description", "MaxSessionDuration", "Tags"],

  async create(name, properties, call) {
    const { Description, MaxSessionDuration, Path, Tags } = properties;
    const created = await call("iam", "CreateRole", {
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify(properties.AssumeRolePolicyDocument),
      ...(Description === undefined ? {} : { Description }),
      ...(MaxSessionDuration === undefined
        ? {}
        : { MaxSessionDuration: String(MaxSessionDuration) }),
      ...(Path === undefined ? {} : { Path }),
      ...(Tags === undefined ? {} : { Tags }),
    });
    await putPolicies(name, properties, call);
    return describe(name, created);
  },

  async update(name, properties, call, before) {
    await call("iam", "UpdateAssumeRolePolicy", {
      RoleName: name,
      PolicyDocument: JSON.stringify(properties.AssumeRolePolicyDocument),
    });
    const kept = new Set(properties.Policies?.map(({ PolicyName }) => PolicyName));
    for (const { PolicyName } of before.Policies ?? []) {
      if (kept.has(PolicyName)) continue;
      await ifExists(call("iam", "DeleteRolePolicy", { RoleName: name, PolicyName }));
    }
    await putPolicies(name, properties, call);
    return describe(name, await call("iam", "GetRole", { RoleName: name }));
  },

  async remove(name, properties, call) {
    for (const { PolicyName } of properties.Policies ?? []) {
      await ifExists(call("iam", "DeleteRolePolicy", { RoleName: name, PolicyName }));
    }
    await ifExists(call("iam", "DeleteRole", { RoleName: name }));
  },
});

async function putPolicies(name: string, properties: Properties, call: CallService): Promise<void> {
  for (const { PolicyName, PolicyDocument } of properties.Policies ?? []) {
    await call("iam", "PutRolePolicy", {
      RoleName: name,
      PolicyName,
      PolicyDocument: JSON.stringify(PolicyDocument),
    });
  }
}

function describe(name: string, answer: Awaited<ReturnType<CallService>>): CreatedResource {
  return {
    physicalId: name,
    attributes: { Arn: textOf(answer, "Role", "Arn"), RoleId: textOf(answer, "Role", "RoleId") },
  };
}
