import {
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
} from "@aws-sdk/client-sns";
import { expect, test } from "@jest/globals";
import { clientOptions, start } from "../start.ts";
import { cloudFormation, createStack, settled } from "./stacks.ts";

const TEMPLATE = `
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties: {DisplayName: Setup, SignatureVersion: 2, Tags: [{Key: a, Value: b}]}
  Policy:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Topic]
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Deny, Principal: "*", Action: "sns:Publish", Resource: !Ref Topic}]
  Subscription:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: !Ref Topic
      Protocol: https
      Endpoint: https://one.example/
      DeliveryPolicy: {healthyRetryPolicy: {numRetries: 0}}
Outputs:
  Arn: {Value: !GetAtt Topic.TopicArn}
  Name: {Value: !GetAtt Topic.TopicName}
  Subscription: {Value: !Ref Subscription}
`;

async function startStack() {
  const simulator = await start();
  const client = cloudFormation(simulator);
  const sns = new SNSClient(clientOptions(simulator));
  const outputs = async (): Promise<Record<string, string>> => {
    const { Outputs = [] } = await settled(client, "stack");
    return Object.fromEntries(
      Outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]),
    );
  };
  const update = async (TemplateBody: string): Promise<string | undefined> => {
    await client.send(new UpdateStackCommand({ StackName: "stack", TemplateBody }));
    return (await settled(client, "stack")).StackStatus;
  };
  const stack = await createStack(client, { TemplateBody: TEMPLATE, Parameters: [] });
  expect(stack.StackStatus).toBe("CREATE_COMPLETE");
  return { simulator, client, sns, outputs, update };
}

test("makes a topic with its policy and subscription", async () => {
  const { sns, outputs } = await startStack();
  const { Arn: TopicArn = "", Name = "", Subscription } = await outputs();
  expect(TopicArn).toBe(`arn:aws:sns:us-east-1:222222222222:${Name}`);
  expect(Name).toMatch(/^stack-Topic-[A-Z0-9]{12}$/);
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(Attributes).toMatchObject({ DisplayName: "Setup", SignatureVersion: "2" });
  const { Tags } = await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));
  expect(Tags).toEqual([{ Key: "a", Value: "b" }]);
  await expect(sns.send(new PublishCommand({ TopicArn, Message: "x" }))).rejects.toThrow(
    "explicit deny",
  );
  const attributes = await sns.send(
    new GetSubscriptionAttributesCommand({ SubscriptionArn: Subscription }),
  );
  expect(attributes.Attributes).toMatchObject({
    ...{ TopicArn, Endpoint: "https://one.example/", PendingConfirmation: "true" },
    DeliveryPolicy: '{"healthyRetryPolicy":{"numRetries":0}}',
  });
});

test("changes what a topic and a subscription can change, and replaces the rest", async () => {
  const { sns, outputs, update } = await startStack();
  const { Arn: TopicArn, Subscription } = await outputs();
  const changed = TEMPLATE.replace("DisplayName: Setup, SignatureVersion: 2", "SignatureVersion: 1")
    .replace("{Key: a, Value: b}", "{Key: c, Value: d}")
    .replace("numRetries: 0", "numRetries: 1");
  expect(await update(changed)).toBe("UPDATE_COMPLETE");
  expect(await outputs()).toMatchObject({ Arn: TopicArn, Subscription });
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(Attributes).toMatchObject({ DisplayName: "", SignatureVersion: "1" });
  const { Tags } = await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));
  expect(Tags).toEqual([{ Key: "c", Value: "d" }]);

  expect(await update(changed.replace("one.example", "two.example"))).toBe("UPDATE_COMPLETE");
  expect((await outputs())["Subscription"]).not.toBe(Subscription);

  const without = changed.replace(/ {2}Policy:[\s\S]*? {2}Subscription:/, "  Subscription:");
  expect(await update(without)).toBe("UPDATE_COMPLETE");
  await sns.send(new PublishCommand({ TopicArn, Message: "x" }));
});

test("all of it goes with the stack, a subscription that nobody confirmed too", async () => {
  const { simulator, sns, client } = await startStack();
  const { StackId = "" } = await settled(client, "stack");
  await client.send(new DeleteStackCommand({ StackName: "stack" }));
  expect((await settled(cloudFormation(simulator), StackId)).StackStatus).toBe("DELETE_COMPLETE");
  expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([]);
  expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
});

test("a named topic that is there already is not the stack's", async () => {
  const simulator = await start();
  const sns = new SNSClient(clientOptions(simulator));
  await sns.send(new CreateTopicCommand({ Name: "mine" }));
  const TemplateBody = "Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: mine}}}";
  const stack = await createStack(cloudFormation(simulator), { TemplateBody, Parameters: [] });
  expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
  expect((await sns.send(new ListTopicsCommand({}))).Topics).toHaveLength(1);
});

test.each([
  ["AWS::SNS::Topic", "KmsMasterKeyId: alias/aws/sns"],
  ["AWS::SNS::Topic", "Subscription: [{Protocol: https, Endpoint: https://x.example}]"],
  ["AWS::SNS::Topic", "FifoTopic: true"],
  ["AWS::SNS::Subscription", "RawMessageDelivery: true"],
  ["AWS::SNS::Subscription", "RedrivePolicy: {}"],
])("refuses of %s the property %s by name", async (type, property) => {
  const client = cloudFormation(await start());
  const TemplateBody = `Resources: {One: {Type: "${type}", Properties: {${property}}}}`;
  const refused = client.send(new CreateStackCommand({ StackName: "stack", TemplateBody }));
  await expect(refused).rejects.toThrow(`[${property.split(":")[0] ?? ""}]`);
});
