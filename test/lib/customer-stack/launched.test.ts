import { UpdateStackCommand } from "@aws-sdk/client-cloudformation";
import { EventBridgeClient, DescribeConnectionCommand } from "@aws-sdk/client-eventbridge";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { expect, test } from "@jest/globals";
import { startEndpoint } from "../../simulator/eventbridge/endpoint.ts";
import { startCustomWorld } from "../../simulator/cloudformation/custom-resources/custom-stack.ts";
import { HOST } from "../../simulator/cloudformation/custom-resources/provider.ts";
import { clientOptions } from "../../simulator/start.ts";
import type { Layout } from "../../../core/contract/vocabulary.ts";
import { DOCKER_SCOUT } from "../../../lib/customer-brand.ts";
import { customerTemplateText } from "../../../lib/customer-templates.ts";

const TOKEN = `0123456789abcdef.${"a".repeat(43)}`;
const Parameters = Object.entries({
  ExternalId: "external",
  SetupEndpoint: `https://${HOST}/v1/setup/${TOKEN}`,
  EventEndpoint: "https://events.scout.example/v1/events",
  TrustedAccountId: "111111111111",
}).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));

function version(layout: Layout, templateVersion: string): string {
  return customerTemplateText({
    brand: DOCKER_SCOUT,
    layout,
    capabilities: { apiDestinations: true, pullTimeExclusion: true },
    templateVersion,
  });
}

const RULES = {
  current: [expect.stringContaining("EcrRule"), expect.stringContaining("RepoDeletedRule")],
  "early-access": [expect.stringMatching(/-Rule-\w+$/)],
};

test.each(["current" as const, "early-access" as const])(
  "%s: a stack waits for its key, hands it on, keeps it through updates, and goes in order",
  async (layout) => {
    const world = await startCustomWorld();
    const { provider, simulator, names } = world;
    await startEndpoint(names, "events.scout.example");
    const secrets = new SecretsManagerClient(clientOptions(simulator));
    const events = new EventBridgeClient(clientOptions(simulator));

    const stackId = await world.create(version(layout, "1"), { Parameters });
    const setup = await provider.next();
    const { CredentialsSecretArn: SecretId } = setup.ResourceProperties as Record<string, string>;
    expect(setup.ResourceProperties["RepositoryScope"]).toEqual(["*"]);
    expect(setup.LogicalResourceId).toBe("ScoutSetup");
    await expect(secrets.send(new GetSecretValueCommand({ SecretId }))).rejects.toThrow(
      "can't find the specified secret value",
    );
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: '{"apiKey":"key-1"}' }));
    await provider.answer(setup, { PhysicalResourceId: "setup" });
    const complete = await provider.next();
    expect(complete.LogicalResourceId).toBe("ScoutComplete");
    expect(complete.ResourceProperties).toMatchObject({
      ConnectionArn: expect.stringContaining(":connection/"),
      RuleArns: RULES[layout],
    });
    await provider.answer(complete, { PhysicalResourceId: "complete" });
    expect((await world.settled()).StackStatus).toBe("CREATE_COMPLETE");
    const Name = await world.physicalId("Connection");
    expect(await events.send(new DescribeConnectionCommand({ Name }))).toMatchObject({
      ConnectionState: "AUTHORIZED",
    });

    await world.client.send(
      new UpdateStackCommand({
        StackName: stackId,
        TemplateBody: version(layout, "2"),
        Parameters: Parameters.map(({ ParameterKey }) => ({
          ParameterKey,
          UsePreviousValue: true,
        })),
        Capabilities: ["CAPABILITY_IAM"],
      }),
    );
    for (const id of ["setup", "complete"]) {
      const update = await provider.next();
      expect(update).toMatchObject({
        RequestType: "Update",
        ResourceProperties: { TemplateVersion: "2" },
      });
      await provider.answer(update, { PhysicalResourceId: id });
    }
    expect((await world.settled()).StackStatus).toBe("UPDATE_COMPLETE");
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    expect(SecretString).toBe('{"apiKey":"key-1"}');

    await world.remove();
    for (const id of ["complete", "setup"]) {
      const remove = await provider.next();
      expect(remove).toMatchObject({ RequestType: "Delete", PhysicalResourceId: id });
      await provider.answer(remove);
    }
    expect((await world.settled()).StackStatus).toBe("DELETE_COMPLETE");
  },
);
