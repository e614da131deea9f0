import { CreateRepositoryCommand, DescribeImagesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { paginateDescribeRepositories } from "@aws-sdk/client-ecr";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { expect, test } from "@jest/globals";
import { createCustomerAccount } from "../../../adapters/aws/customer-account.ts";
import { SetupProperties } from "../../../core/contract/customer-stack.ts";
import { openRoles, type SecretWriter } from "../../../core/integrations/setup-role.ts";
import { targetOf } from "../../../core/integrations/setup-target.ts";
import { DOCKER_SCOUT } from "../../../lib/customer-brand.ts";
import { customerTemplateText } from "../../../lib/customer-templates.ts";
import type { Simulator } from "../../../simulator/simulator.ts";
import { startCustomWorld } from "../../simulator/cloudformation/custom-resources/custom-stack.ts";
import { HOST } from "../../simulator/cloudformation/custom-resources/provider.ts";
import { createRole, policy, trust } from "../../simulator/roles.ts";
import { clientOptions, OURS } from "../../simulator/start.ts";

const EXTERNAL_ID = "external";
const PARAMETERS = {
  ExternalId: EXTERNAL_ID,
  SetupEndpoint: `https://${HOST}/v1/setup/0123456789abcdef.${"a".repeat(43)}`,
  EventEndpoint: "https://events.scout.example/v1/events",
  TrustedAccountId: OURS.accountId,
  RepositoryScope: "team/*, base",
};

/** Launches the template until it waits for its key. */
async function launch(layout: "current" | "early-access", events = true) {
  const world = await startCustomWorld();
  const { EventEndpoint: _, ...withoutEvents } = PARAMETERS;
  const template = customerTemplateText({
    brand: DOCKER_SCOUT,
    layout,
    capabilities: { apiDestinations: events, pullTimeExclusion: true },
    templateVersion: "1",
  });
  await world.create(template, {
    Parameters: Object.entries(events ? PARAMETERS : withoutEvents).map(
      ([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }),
    ),
  });
  const { ResourceProperties } = await world.provider.next();
  const properties = SetupProperties.parse(ResourceProperties);
  const sts = new STSClient(clientOptions(world.simulator, await ownFunction(world.simulator)));
  return { simulator: world.simulator, properties, sts };
}

/** Credentials of a function whose role the template trusts by its path. */
async function ownFunction(simulator: Simulator) {
  const arn = await createRole(simulator, OURS, {
    name: "setup",
    path: "/ecr-scout/customer-access/",
    trust: trust({ Service: "lambda.amazonaws.com" }),
    policies: { main: policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }) },
  });
  return simulator.credentialsForService("lambda.amazonaws.com", arn, "function");
}

type Launched = Awaited<ReturnType<typeof launch>>;

function accountOf({ simulator, sts }: Launched) {
  return createCustomerAccount({
    sts,
    createSecretsClient: (region, session) =>
      new SecretsManagerClient({ ...clientOptions(simulator, session), region }),
  });
}

function prove(launched: Launched): Promise<SecretWriter | undefined> {
  const dependencies = { account: accountOf(launched), randomBytes: () => Buffer.from("wrong") };
  return openRoles(dependencies, targetOf(launched.properties), EXTERNAL_ID);
}

/** Credentials of a role with all that it may do. */
async function sessionOf({ simulator, sts }: Launched, RoleArn: string) {
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: "test", ExternalId: EXTERNAL_ID }),
  );
  return clientOptions(simulator, {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  });
}

test.each(["current", "early-access"] as const)(
  "%s: the roles are proved, and one of them writes the key",
  async (layout) => {
    const launched = await launch(layout);
    const { properties, simulator } = launched;
    expect(properties.SetupRoleArn === undefined).toBe(layout === "current");
    const writer = await prove(launched);
    if (writer === undefined) throw new Error("nobody may write the secret");
    await accountOf(launched).putSecret(writer.session, writer.secretArn, '{"apiKey":"key-1"}');
    const owner = new SecretsManagerClient(clientOptions(simulator));
    const written = await owner.send(new GetSecretValueCommand({ SecretId: writer.secretArn }));
    expect(written.SecretString).toBe('{"apiKey":"key-1"}');
  },
);

test("early access: the role that reads images can't write the secret", async () => {
  const launched = await launch("early-access");
  const { EcrAccessRoleArn: roleArn, CredentialsSecretArn: secretArn = "" } = launched.properties;
  const account = accountOf(launched);
  const session = await account.assume({ roleArn, secretArn }, EXTERNAL_ID);
  if (session === "refused") throw new Error("the role was refused");
  await expect(account.putSecret(session, secretArn, "{}")).rejects.toMatchObject({
    code: "secret-not-writable",
  });
});

test("without events: the role is proved, and there is nothing to write", async () => {
  const launched = await launch("current", false);
  expect(launched.properties.CredentialsSecretArn).toBeUndefined();
  expect(await prove(launched)).toBeUndefined();
});

test("the role reads the images of its scope, and no other's", async () => {
  const launched = await launch("early-access");
  expect(launched.properties.RepositoryScope).toEqual(["team/*", "base"]);
  const owner = new ECRClient(clientOptions(launched.simulator));
  for (const repositoryName of ["team/app", "base", "secret/app"]) {
    await owner.send(new CreateRepositoryCommand({ repositoryName }));
  }
  const { EcrAccessRoleArn, SetupRoleArn = "" } = launched.properties;
  const client = new ECRClient(await sessionOf(launched, EcrAccessRoleArn));
  const read = (repositoryName: string) =>
    client.send(new DescribeImagesCommand({ repositoryName }));
  for (const repository of ["team/app", "base"]) {
    expect(await read(repository)).toMatchObject({ imageDetails: [] });
  }
  await expect(read("secret/app")).rejects.toThrow(/not authorized/);
  const pages = paginateDescribeRepositories({ client }, {});
  const { value } = await pages.next();
  expect(value?.repositories).toHaveLength(3);

  const setup = new ECRClient(await sessionOf(launched, SetupRoleArn));
  await expect(setup.send(new DescribeImagesCommand({ repositoryName: "base" }))).rejects.toThrow(
    /not authorized/,
  );
});
