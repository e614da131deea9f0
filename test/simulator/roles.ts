import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import type { Simulator, TemporaryCredentials } from "../../simulator/simulator.ts";
import { clientOptions, OURS } from "./start.ts";

/** A policy of one statement. */
export function policy(statement: Record<string, unknown>): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** A trust policy of one statement. */
export function trust(principal: unknown, condition?: unknown): string {
  return policy({
    Effect: "Allow",
    Principal: principal,
    Action: "sts:AssumeRole",
    ...(condition === undefined ? {} : { Condition: condition }),
  });
}

/** Creates a role of an account, with inline policies by name; answers its ARN. */
export async function createRole(
  simulator: Simulator,
  account: typeof OURS,
  role: { name: string; path?: string; trust: string; policies?: Record<string, string> },
): Promise<string> {
  const iam = new IAMClient(clientOptions(simulator, account));
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: role.name,
      Path: role.path ?? "/",
      AssumeRolePolicyDocument: role.trust,
    }),
  );
  for (const [PolicyName, PolicyDocument] of Object.entries(role.policies ?? {})) {
    await iam.send(new PutRolePolicyCommand({ RoleName: role.name, PolicyName, PolicyDocument }));
  }
  return Role?.Arn ?? "";
}

/** Credentials of a function of ours whose role may do what its policy says. */
export async function functionCredentials(
  simulator: Simulator,
  policyDocument: string,
  name = "analyzer",
): Promise<TemporaryCredentials> {
  const arn = await createRole(simulator, OURS, {
    name,
    path: "/scout/",
    trust: trust({ Service: "lambda.amazonaws.com" }),
    policies: { main: policyDocument },
  });
  return simulator.credentialsForService("lambda.amazonaws.com", arn, "function");
}
