import { randomUUID } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  DescribeConnectionCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { IAMClient, ListRolePoliciesCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, test } from "@jest/globals";
import { functionCredentials, policy } from "../roles.ts";
import { clientOptions } from "../start.ts";
import { openConsole, plain } from "./open-console.ts";

type Opened = Awaited<ReturnType<typeof openConsole>>;

/** Physical ID of a resource, from the stack's page. */
function physicalId(page: string, logicalId: string): string {
  const resources = page.slice(page.indexOf('id="resources"'));
  const row = resources.slice(resources.indexOf(`>${logicalId}<`));
  return /class="code">([^<]*)</.exec(row)?.[1] ?? "";
}

/** Whether the page says of each fault that it is done. */
function done(page: string): readonly string[] {
  const form = /aria-label="Repair (\w+): ([^"]*)"/g;
  return [...page.matchAll(form)].map(([, logicalId, title]) => `${logicalId}: ${title}`);
}

async function pageOf({ get }: Opened, id: string): Promise<string> {
  return (await get(`/stack?id=${encodeURIComponent(id)}`)).text;
}

/** What each fault does, seen from outside. */
const FAULTS: readonly (readonly [
  fault: string,
  title: string,
  isWhole: (opened: Opened, page: string) => Promise<boolean>,
])[] = [
  ["rule-deleted:Pushes", "Pushes: Delete the rule", ruleSends],
  [
    "trust-nobody:Access",
    "Access: Let the role trust its own account only",
    (opened, page) => assumes(opened, page, "who"),
  ],
  [
    "trust-open:Access",
    "Access: Let the role be assumed without the external ID",
    async (opened, page) => !(await assumes(opened, page, undefined)),
  ],
  ["secrets-denied:Access", "Access: Deny the role every secret", roleHasNoDenial],
  ["secret-deleted:Credentials", "Credentials: Schedule the secret for deletion", secretIsReadable],
  ["connection-deauthorized:Connection", "Connection: Deauthorize the Connection", isAuthorized],
];

const THERE = "eu-west-1";

async function ruleSends({ simulator }: Opened, page: string): Promise<boolean> {
  const events = new EventBridgeClient({ ...clientOptions(simulator), region: THERE });
  const Rule = physicalId(page, "Pushes");
  return events.send(new ListTargetsByRuleCommand({ Rule })).then(
    ({ Targets }) => Targets?.length === 1,
    () => false,
  );
}

/** Whether a function of ours can assume the role. */
async function assumes(
  { simulator }: Opened,
  page: string,
  ExternalId: string | undefined,
): Promise<boolean> {
  const mayAssume = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
  const name = `function-${randomUUID()}`;
  const credentials = await functionCredentials(simulator, mayAssume, name);
  const sts = new STSClient({ ...clientOptions(simulator, credentials), region: THERE });
  const RoleArn = `arn:aws:iam::222222222222:role/scout/${physicalId(page, "Access")}`;
  return sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "us", ExternalId })).then(
    () => true,
    () => false,
  );
}

async function roleHasNoDenial({ simulator }: Opened, page: string): Promise<boolean> {
  const iam = new IAMClient(clientOptions(simulator));
  const RoleName = physicalId(page, "Access");
  const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  return PolicyNames?.length === 0;
}

async function secretIsReadable({ simulator }: Opened, page: string): Promise<boolean> {
  const secrets = new SecretsManagerClient({ ...clientOptions(simulator), region: THERE });
  const SecretId = physicalId(page, "Credentials");
  return secrets.send(new GetSecretValueCommand({ SecretId })).then(
    ({ SecretString }) => SecretString === '{"key":"the-key"}',
    () => false,
  );
}

async function isAuthorized({ simulator }: Opened, page: string): Promise<boolean> {
  const events = new EventBridgeClient({ ...clientOptions(simulator), region: THERE });
  const Name = physicalId(page, "Connection");
  const { ConnectionState } = await events.send(new DescribeConnectionCommand({ Name }));
  return ConnectionState === "AUTHORIZED";
}

describe("a stack's page", () => {
  test.each(FAULTS)("breaks %s, says so, and repairs it", async (fault, title, isWhole) => {
    const opened = await openConsole();
    const id = await opened.launch();
    const before = await pageOf(opened, id);
    expect(done(before)).toEqual([]);
    expect(await isWhole(opened, before)).toBe(true);

    const broken = await opened.post("/stack/break", { id, fault });
    expect(broken.status).toBe(303);
    const after = await pageOf(opened, id);
    expect(done(after)).toEqual([title]);
    expect(await isWhole(opened, after)).toBe(false);

    expect((await opened.post("/stack/repair", { id, fault })).status).toBe(303);
    const repaired = await pageOf(opened, id);
    expect(done(repaired)).toEqual([]);
    expect(await isWhole(opened, repaired)).toBe(true);
  });

  test("leaves the roles of AWS's own services alone", async () => {
    const opened = await openConsole();
    const page = await pageOf(opened, await opened.launch());
    expect(page).not.toMatch(/aria-label="Break Invoke:/);
  });

  test.each(["nothing:Pushes", "rule-deleted:Access", "rule-deleted", ""])(
    "refuses the fault '%s' by name",
    async (fault) => {
      const opened = await openConsole();
      const id = await opened.launch();
      const { status, text } = await opened.post("/stack/break", { id, fault });
      expect(status).toBe(400);
      expect(plain(text)).toContain(`The stack has nothing that is called ${fault}`);
    },
  );

  test("updates parameters and keeps those that nobody sees", async () => {
    const opened = await openConsole();
    const id = await opened.launch();
    const form = (await opened.get(`/stack/update?id=${encodeURIComponent(id)}`)).text;
    expect(form).toMatch(/<option value="small"\s+selected/);
    const refused = await opened.post("/stack/update", {
      ...{ id, templateURL: "", capability: "CAPABILITY_IAM" },
      ...{ param_ExternalId: "who", param_Size: "small", param_Password: "****" },
    });
    expect(refused.status).toBe(400);
    expect(plain(refused.text)).toContain("No updates are to be performed.");
    const accepted = await opened.post("/stack/update", {
      ...{ id, templateURL: "", capability: "CAPABILITY_IAM" },
      ...{ param_ExternalId: "else", param_Size: "small", param_Password: "****" },
    });
    expect(accepted.status).toBe(303);
    expect(plain(await opened.settled(id, "UPDATE_COMPLETE"))).toContain("ExternalId else");
  });

  test("deletes the stack, and shows it afterwards", async () => {
    const opened = await openConsole();
    const id = await opened.launch();
    expect((await opened.post("/stack/delete", { id })).status).toBe(303);
    const page = await opened.settled(id, "DELETE_COMPLETE");
    expect(page).not.toContain("/stack/delete");
    expect(page).not.toContain("/stack/break");
  });

  test("of another account, or of none, does not exist", async () => {
    const { get } = await openConsole();
    for (const id of [
      "arn:aws:cloudformation:eu-west-1:111111111111:stack/x/y",
      "arn:aws:cloudformation:eu-west-1:222222222222:stack/x/y",
      "x",
      "",
    ]) {
      const { status, text } = await get(`/stack?id=${encodeURIComponent(id)}`);
      expect(status).toBe(400);
      expect(plain(text)).toMatch(/There is no simulated account|does not exist|named by its ARN/);
    }
  });
});
