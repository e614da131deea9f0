import * as z from "zod";
import { paginate } from "../paginate.ts";
import { parseInput } from "../server/parse-input.ts";
import { AwsError, type Caller, type Document, type QueryService } from "../service.ts";
import type { Authorizer } from "./authorizer.ts";
import type { IamStore } from "./iam-store.ts";
import type { Role } from "./role.ts";

const text = z.string().min(1);
const schemas = {
  create: z.object({
    RoleName: text,
    Path: z.string().optional(),
    AssumeRolePolicyDocument: text,
    Description: z.string().optional(),
    MaxSessionDuration: z.coerce.number().int().optional(),
    Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
  }),
  role: z.object({ RoleName: text }),
  trust: z.object({ RoleName: text, PolicyDocument: text }),
  policy: z.object({ RoleName: text, PolicyName: text }),
  putPolicy: z.object({ RoleName: text, PolicyName: text, PolicyDocument: text }),
  list: z.object({
    PathPrefix: z.string().default("/"),
    MaxItems: z.coerce.number().int().min(1).max(1000).default(100),
    Marker: z.string().optional(),
  }),
};

function describe(iam: IamStore, role: Role): Document {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createdAt.toISOString(),
    AssumeRolePolicyDocument: encodeURIComponent(iam.shownTrustPolicy(role)),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
    ...(role.tags.length > 0 ? { Tags: role.tags.map(({ Key, Value }) => ({ Key, Value })) } : {}),
  };
}

/** IAM: roles and their inline policies. Managed policies, users and groups are refused by name. */
export function createIamService(iam: IamStore, authorizer: Authorizer): QueryService {
  function allow(caller: Caller, action: string, roleName: string): void {
    const arn = iam.findRole(caller.accountId, roleName)?.arn;
    const resource = arn ?? `arn:aws:iam::${caller.accountId}:role/${roleName}`;
    authorizer.authorize(caller, `iam:${action}`, resource);
  }

  return {
    protocol: "query",
    signingName: "iam",
    version: "2010-05-08",
    xmlNamespace: "https://iam.amazonaws.com/doc/2010-05-08/",
    operations: {
      CreateRole: (input, caller) => {
        if (input["PermissionsBoundary"] !== undefined) {
          throw new AwsError(
            "InvalidInput",
            "The simulator does not do PermissionsBoundary of CreateRole",
          );
        }
        const request = parseInput(schemas.create, input);
        allow(caller, "CreateRole", request.RoleName);
        const role = iam.createRole(caller.accountId, {
          name: request.RoleName,
          path: request.Path,
          trustPolicy: request.AssumeRolePolicyDocument,
          description: request.Description,
          maxSessionDuration: request.MaxSessionDuration,
          tags: request.Tags,
        });
        return Promise.resolve({ Role: describe(iam, role) });
      },
      GetRole: (input, caller) => {
        const { RoleName } = parseInput(schemas.role, input);
        allow(caller, "GetRole", RoleName);
        return Promise.resolve({ Role: describe(iam, iam.getRole(caller.accountId, RoleName)) });
      },
      ListRoles: (input, caller) => {
        const { PathPrefix, MaxItems, Marker } = parseInput(schemas.list, input);
        authorizer.authorize(caller, "iam:ListRoles", "*");
        const roles = iam.listRoles(caller.accountId, PathPrefix);
        const { items, nextToken } = paginate(roles, MaxItems, Marker, "ValidationError");
        return Promise.resolve({
          Roles: items.map((role) => describe(iam, role)),
          IsTruncated: nextToken !== undefined,
          Marker: nextToken,
        });
      },
      DeleteRole: (input, caller) => {
        const { RoleName } = parseInput(schemas.role, input);
        allow(caller, "DeleteRole", RoleName);
        iam.deleteRole(caller.accountId, RoleName);
        return Promise.resolve({});
      },
      UpdateAssumeRolePolicy: (input, caller) => {
        const { RoleName, PolicyDocument } = parseInput(schemas.trust, input);
        allow(caller, "UpdateAssumeRolePolicy", RoleName);
        iam.updateAssumeRolePolicy(caller.accountId, RoleName, PolicyDocument);
        return Promise.resolve({});
      },
      PutRolePolicy: (input, caller) => {
        const { RoleName, PolicyName, PolicyDocument } = parseInput(schemas.putPolicy, input);
        allow(caller, "PutRolePolicy", RoleName);
        iam.putRolePolicy(caller.accountId, RoleName, PolicyName, PolicyDocument);
        return Promise.resolve({});
      },
      GetRolePolicy: (input, caller) => {
        const { RoleName, PolicyName } = parseInput(schemas.policy, input);
        allow(caller, "GetRolePolicy", RoleName);
        const { id } = iam.getRole(caller.accountId, RoleName);
        const policy = iam.rolePolicies(id).find(({ name }) => name === PolicyName);
        if (policy === undefined) {
          throw new AwsError(
            "NoSuchEntity",
            `The role policy with name ${PolicyName} cannot be found.`,
            404,
          );
        }
        const PolicyDocument = encodeURIComponent(policy.document);
        return Promise.resolve({ RoleName, PolicyName, PolicyDocument });
      },
      ListRolePolicies: (input, caller) => {
        const { RoleName } = parseInput(schemas.role, input);
        allow(caller, "ListRolePolicies", RoleName);
        const { id } = iam.getRole(caller.accountId, RoleName);
        const PolicyNames = iam.rolePolicies(id).map(({ name }) => name);
        return Promise.resolve({ PolicyNames, IsTruncated: false });
      },
      DeleteRolePolicy: (input, caller) => {
        const { RoleName, PolicyName } = parseInput(schemas.policy, input);
        allow(caller, "DeleteRolePolicy", RoleName);
        iam.deleteRolePolicy(caller.accountId, RoleName, PolicyName);
        return Promise.resolve({});
      },
    },
  };
}
