import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateRoleCommand, PutRolePolicyCommand, type IAMClient } from "@aws-sdk/client-iam";

/** Serves each function the credentials of its own role, renewed before they expire. */
export interface FunctionCredentials {
  /** The variables by which an AWS SDK in the function finds its credentials. */
  environment(functionName: string): Readonly<Record<string, string>>;
  /** What Lambda itself acts with for a function, where it polls its queue. */
  session(functionName: string): Session;
  close(): Promise<void>;
}

/** Temporary credentials, as AWS SDKs take them. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

interface Options {
  readonly iam: IAMClient;
  /** What Lambda gets for a function's role. */
  readonly sessionOf: (roleArn: string, sessionName: string) => Session;
  readonly accountId: string;
  readonly region: string;
  /** Function name → path of its role: customers trust `/ecr-scout/customer-access/` alone. */
  readonly rolePaths: Readonly<Record<string, string>>;
}

/**
 * Creates each function's role, as the CDK app deploys it, and serves its sessions over the container
 * credentials protocol, which AWS SDKs refresh by themselves.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export async function serveFunctionCredentials(options: Options): Promise<FunctionCredentials> {
  const { rolePaths } = options;
  const policies = await readPolicies(options);
  await Promise.all(
    Object.entries(rolePaths).map(async ([name, path]) => {
      const policy = policies[name];
      if (policy === undefined) throw new Error(`The CDK app has no function ${name}.`);
      await createRole(options.iam, name, path, policy);
    }),
  );
  const token = randomBytes(24).toString("base64url");
  const server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? "/").slice(1));
    const path = rolePaths[name];
    if (request.headers.authorization !== token || path === undefined) {
      response.writeHead(404).end();
      return;
    }
    const session = sessionOf(options, name, path);
    response.end(
      JSON.stringify({
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        Token: session.sessionToken,
        Expiration: session.expiration.toISOString(),
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: (name) => ({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/${encodeURIComponent(name)}`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
    }),
    session(name) {
      const path = rolePaths[name];
      if (path === undefined) throw new Error(`There is no function ${name}.`);
      return sessionOf(options, name, path);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function sessionOf({ accountId, ...options }: Options, name: string, path: string): Session {
  return options.sessionOf(`arn:aws:iam::${accountId}:role${path}${name}`, name);
}

/** What the CDK app allows each function: local mode allows no more. */
async function readPolicies({ accountId, region }: Options): Promise<Record<string, object>> {
  const text = await readFile(new URL("function-policies.json", import.meta.url), "utf8");
  const filled = text
    .replaceAll("${Partition}", "aws")
    .replaceAll("${Region}", region)
    .replaceAll("${Account}", accountId);
  return JSON.parse(filled) as Record<string, object>;
}

async function createRole(
  iam: IAMClient,
  name: string,
  path: string,
  policy: object,
): Promise<void> {
  try {
    await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        Path: path,
        MaxSessionDuration: 12 * 3600,
        AssumeRolePolicyDocument: JSON.stringify(LAMBDA_MAY_ASSUME),
      }),
    );
  } catch (error) {
    if (!(error instanceof Error && error.name === "EntityAlreadyExistsException")) throw error;
  }
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: name,
      PolicyName: "function",
      PolicyDocument: JSON.stringify(policy),
    }),
  );
}

const LAMBDA_MAY_ASSUME = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "lambda.amazonaws.com" },
    },
  ],
};
