import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { policy } from "../roles.ts";
import { clientOptions, OURS, start, THEIRS } from "../start.ts";

const Bucket = "published";
/** Where the template of `openConsole` is. */
export const TEMPLATE_URL = `https://${Bucket}.s3.us-east-1.amazonaws.com/templates/stack.yaml`;
export const PLACE = `${THEIRS.accountId} in eu-west-1`;

/** A page that was asked for. */
export interface Shown {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A template with one of everything that the console knows to break. */
export const TEMPLATE = `
Description: One of everything.
Metadata:
  AWS::CloudFormation::Interface:
    ParameterGroups:
      - Label: {default: Your integration}
        Parameters: [ExternalId]
    ParameterLabels:
      ExternalId: {default: External ID}
Parameters:
  ExternalId: {Type: String, Description: "Who asks, and <why>.", MinLength: 2}
  Size: {Type: String, AllowedValues: [small, large], Default: large}
  Password: {Type: String, NoEcho: true, Default: hidden}
Resources:
  Credentials:
    Type: AWS::SecretsManager::Secret
    Properties: {SecretString: '{"key":"the-key"}'}
  Access:
    Type: AWS::IAM::Role
    Properties:
      Path: /scout/
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {AWS: "arn:aws:iam::${OURS.accountId}:root"}
            Action: "sts:AssumeRole"
            Condition: {StringEquals: {"sts:ExternalId": !Ref ExternalId}}
  Connection:
    Type: AWS::Events::Connection
    Properties:
      AuthorizationType: API_KEY
      AuthParameters:
        ApiKeyAuthParameters:
          ApiKeyName: x-key
          ApiKeyValue: !Sub "{{resolve:secretsmanager:\${Credentials}:SecretString:key}}"
  Destination:
    Type: AWS::Events::ApiDestination
    Properties:
      ConnectionArn: !GetAtt Connection.Arn
      HttpMethod: POST
      InvocationEndpoint: https://push.scout.example/events
  Invoke:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: "sts:AssumeRole"}
  Pushes:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [aws.ecr]}
      Targets: [{Id: Api, Arn: !GetAtt Destination.Arn, RoleArn: !GetAtt Invoke.Arn}]
Outputs:
  Role: {Value: !GetAtt Access.Arn}
`;

/** A simulated AWS with a published template, and its console as a person uses it. */
export async function openConsole() {
  const places = [
    { accountId: THEIRS.accountId, region: "us-east-1" },
    { accountId: THEIRS.accountId, region: "eu-west-1" },
  ];
  const simulator = await start({
    furtherRegions: ["eu-west-1"],
    console: { port: 0, places },
  });
  const s3 = new S3Client(clientOptions(simulator, OURS));
  await s3.send(new CreateBucketCommand({ Bucket }));
  const open = policy({
    ...{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" },
    Resource: `arn:aws:s3:::${Bucket}/templates/*`,
  });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: open }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "templates/stack.yaml", Body: TEMPLATE }));
  const origin = simulator.consoleEndpoint ?? "";

  async function read(answer: Response): Promise<Shown> {
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }
  const get = async (path: string, headers: Record<string, string> = {}): Promise<Shown> =>
    read(await fetch(`${origin}${path}`, { headers, redirect: "manual" }));
  const post = async (
    path: string,
    form: Readonly<Record<string, string>>,
    headers: Record<string, string> = {},
  ): Promise<Shown> =>
    read(
      await fetch(`${origin}${path}`, {
        ...{ method: "POST", redirect: "manual", headers },
        body: new URLSearchParams(form),
      }),
    );

  /** Waits until a stack's page shows a status. @returns the page */
  async function settled(id: string, status: string): Promise<string> {
    for (;;) {
      const { text } = await get(`/stack?id=${encodeURIComponent(id)}`);
      const shown = /id="status"[^>]*>\s*<span class="badge \w+">(\w+)</.exec(text)?.[1] ?? "";
      if (shown === status) return text;
      if (!shown.endsWith("_IN_PROGRESS")) throw new Error(`${status} was expected, not ${shown}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Launches the template in Ireland. @returns the stack's ARN */
  async function launch(): Promise<string> {
    const answer = await post("/stacks/create", {
      ...{ place: PLACE, stackName: "Scout", templateURL: TEMPLATE_URL },
      ...{ param_ExternalId: "who", param_Size: "small", capability: "CAPABILITY_IAM" },
    });
    const id = idIn(answer);
    await settled(id, "CREATE_COMPLETE");
    return id;
  }
  return { simulator, origin, get, post, settled, launch };
}

/** The stack to whose page an answer leads on. */
export function idIn({ headers, text }: Shown): string {
  const location = headers.get("location");
  if (location === null) throw new Error(`The answer leads nowhere: ${text}`);
  return new URL(location, "http://console").searchParams.get("id") ?? "";
}

/** A page's text without its tags. */
export function plain(page: string): string {
  return page
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}
