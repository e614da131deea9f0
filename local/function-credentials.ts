import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateRoleCommand, PutRolePolicyCommand, type IAMClient } from "@aws-sdk/client-iam";

/** Serves each function the credentials of its own role, renewed before they expire. */
export interface FunctionCredentials {
  /** The variables by which an AWS SDK in the function finds its credentials. */
  environment(functionName: string): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

interface Session {
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
  /** Function name → path of its role: customers trust `/ecr-scout/customer-access/` alone. */
  readonly rolePaths: Readonly<Record<string, string>>;
}

/**
 * Creates a role for each function and serves its sessions over the container
 * credentials protocol, which AWS SDKs refresh by themselves.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export async function serveFunctionCredentials(options: Options): Promise<FunctionCredentials> {
  const { iam, accountId, rolePaths } = options;
  await Promise.all(Object.entries(rolePaths).map(([name, path]) => createRole(iam, name, path)));
  const token = randomBytes(24).toString("base64url");
  const server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? "/").slice(1));
    const path = rolePaths[name];
    if (request.headers.authorization !== token || path === undefined) {
      response.writeHead(404).end();
      return;
    }
    const session = options.sessionOf(`arn:aws:iam::${accountId}:role${path}${name}`, name);
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
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function createRole(iam: IAMClient, name: string, path: string): Promise<void> {
  try {
    await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        Path: path,
        MaxSessionDuration: 12 * 3600,
        AssumeRolePolicyDocument: policy({
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "lambda.amazonaws.com" },
        }),
      }),
    );
  } catch (error) {
    if (!(error instanceof Error && error.name === "EntityAlreadyExistsException")) throw error;
  }
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: name,
      PolicyName: "function",
      PolicyDocument: policy({ Effect: "Allow", Action: "*", Resource: "*" }),
    }),
  );
}

function policy(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
