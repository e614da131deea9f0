import { expect, test } from "@jest/globals";
import { createCloudFormation } from "../../../simulator/cloudformation/create-cloudformation.ts";
import type { CloudFormation } from "../../../simulator/cloudformation/create-cloudformation.ts";
import type { Caller, Document, Operation } from "../../../simulator/service.ts";
import { openDatabase } from "../../../simulator/state/database.ts";
import { temporaryFolder } from "../start.ts";

const caller: Caller = {
  accountId: "222222222222",
  region: "us-east-1",
  arn: "arn:aws:iam::222222222222:root",
  principalArn: "arn:aws:iam::222222222222:root",
  accessKeyId: "AKIA",
};
const TemplateBody = `
Resources:
  First: {Type: AWS::SecretsManager::Secret, Properties: {SecretString: x}}
  Second: {Type: AWS::SecretsManager::Secret, Properties: {Description: !Ref First}}
`;

/** CloudFormation over a Secrets Manager whose creation of the second secret is given. */
function open(directory: string, createSecond: Operation, calls: string[]) {
  const database = openDatabase(directory);
  const record = (name: string, operation: Operation): Operation => {
    return (input, who, gone) => {
      const secret = nameOf(input).replace(/-[A-Z0-9]{12}$/, "");
      calls.push(`${name} ${secret}`);
      return operation(input, who, gone);
    };
  };
  const created: Operation = (input) => Promise.resolve({ ARN: `arn of ${nameOf(input)}` });
  const secretsmanager = {
    operations: {
      CreateSecret: record("create", (input, who, gone) =>
        nameOf(input).includes("Second")
          ? createSecond(input, who, gone)
          : created(input, who, gone),
      ),
      DeleteSecret: record("delete", () => Promise.resolve({})),
    },
  };
  const none = { operations: {} };
  const cloudFormation = createCloudFormation({
    database,
    regions: ["us-east-1"],
    readObject: () => Promise.reject(new Error("no templates in S3")),
    authorize: () => undefined,
    services: { secretsmanager, ecr: none, events: none, iam: none, sns: none },
  });
  return { cloudFormation, database, created };
}

function nameOf(input: Document): string {
  const name = input["Name"] ?? input["SecretId"];
  return typeof name === "string" ? name : "";
}

async function call({ service }: CloudFormation, name: string, input: Document): Promise<Document> {
  const operation = service.operations[name];
  if (operation === undefined) throw new Error(`no ${name}`);
  return operation(input, caller, new AbortController().signal);
}

async function status(cloudFormation: CloudFormation): Promise<unknown> {
  const { Stacks } = await call(cloudFormation, "DescribeStacks", { StackName: "stack" });
  return (Stacks as readonly Document[])[0]?.["StackStatus"];
}

test("what was half created when the process died is removed and created again", async () => {
  const directory = await temporaryFolder();
  const before: string[] = [];
  let reached = (): void => undefined;
  const inSecond = new Promise<void>((resolve) => (reached = resolve));
  const first = open(
    directory,
    () => {
      reached();
      // Never answered: the process dies in the middle of the call.
      return new Promise(() => undefined);
    },
    before,
  );
  await call(first.cloudFormation, "CreateStack", { StackName: "stack", TemplateBody });
  await inSecond;
  expect(await status(first.cloudFormation)).toBe("CREATE_IN_PROGRESS");
  first.database.close();

  const after: string[] = [];
  const second = open(directory, first.created, after);
  while ((await status(second.cloudFormation)) === "CREATE_IN_PROGRESS") {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(await status(second.cloudFormation)).toBe("CREATE_COMPLETE");
  expect(before).toEqual(["create stack-First", "create stack-Second"]);
  expect(after).toEqual(["delete stack-Second", "create stack-Second"]);
  await second.cloudFormation.close();
});

test("a deletion asked for in mid-creation ends the creation", async () => {
  const calls: string[] = [];
  let answer = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (answer = resolve));
  const opened = open(
    await temporaryFolder(),
    async (input) => {
      await waiting;
      return { ARN: `arn of ${nameOf(input)}` };
    },
    calls,
  );
  const { cloudFormation } = opened;
  const { StackId } = await call(cloudFormation, "CreateStack", {
    StackName: "stack",
    TemplateBody,
  });
  await call(cloudFormation, "DeleteStack", { StackName: "stack" });
  answer();
  const gone = async () => {
    const { Stacks } = await call(cloudFormation, "DescribeStacks", { StackName: StackId });
    return (Stacks as readonly Document[])[0]?.["StackStatus"] === "DELETE_COMPLETE";
  };
  while (!(await gone())) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(calls.filter((line) => line.startsWith("delete"))).toEqual(
    calls
      .filter((line) => line.startsWith("create"))
      .reverse()
      .map((line) => line.replace("create", "delete")),
  );
  await cloudFormation.close();
});
