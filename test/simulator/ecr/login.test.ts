import { ECRClient, GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { expect, test } from "@jest/globals";
import { createTestNames } from "../certificates.ts";
import { publicRequest } from "../public-request.ts";
import { createRole, policy, trust } from "../roles.ts";
import { clientOptions, OURS, start, THEIRS } from "../start.ts";
import { image, pushImage } from "./oci-client.ts";

const HOST = "222222222222.dkr.ecr.us-east-1.amazonaws.com";
const ARN = "arn:aws:ecr:us-east-1:222222222222:repository";

async function startWithImages(options: { now?: () => Date } = {}) {
  const names = await createTestNames();
  const simulator = await start({ names, ...options });
  await pushImage(simulator.registryEndpoint, "team/app", "1", "a");
  await pushImage(simulator.registryEndpoint, "team/other", "1", "b");
  const fetchPath = (path: string, authorization?: string) =>
    publicRequest(simulator, names, `https://${HOST}${path}`, {
      headers: authorization === undefined ? {} : { authorization },
    });
  return { names, simulator, fetchPath };
}

async function login(client: ECRClient): Promise<{ authorization: string; expiresAt?: Date }> {
  const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
  const [data] = authorizationData ?? [];
  expect(data?.proxyEndpoint).toMatch(/^https:\/\/\d{12}\.dkr\.ecr\.us-east-1\.amazonaws\.com$/);
  const authorization = `Basic ${data?.authorizationToken ?? ""}`;
  return { authorization, ...(data?.expiresAt === undefined ? {} : { expiresAt: data.expiresAt }) };
}

test("asks for Basic authentication", async () => {
  const { fetchPath } = await startWithImages();
  for (const authorization of [undefined, "Basic QVdTOndyb25n", "Bearer x"]) {
    const answer = await fetchPath("/v2/", authorization);
    expect(answer.status).toBe(401);
    expect(answer.headers["www-authenticate"]).toBe(
      `Basic realm="https://${HOST}/",service="ecr.amazonaws.com"`,
    );
  }
});

test("a pull with a token: manifest, then the layer from the bucket's host", async () => {
  const { simulator, names, fetchPath } = await startWithImages();
  const { authorization } = await login(new ECRClient(clientOptions(simulator)));
  expect((await fetchPath("/v2/", authorization)).status).toBe(200);
  const manifest = await fetchPath("/v2/team/app/manifests/1", authorization);
  expect(manifest.body).toBe(image("a").manifest.bytes.toString());
  const { digest } = image("a").layer.descriptor;
  const redirect = await fetchPath(`/v2/team/app/blobs/${digest}`, authorization);
  expect(redirect.status).toBe(307);
  const location = new URL(String(redirect.headers["location"]));
  expect(location.host).toBe("prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com");
  const headers = { authorization };
  expect((await publicRequest(simulator, names, location, { headers })).status).toBe(400);
  expect((await publicRequest(simulator, names, location)).body).toBe("layer of a");
});

test("a token ends after twelve hours", async () => {
  let now = new Date();
  const { simulator, fetchPath } = await startWithImages({ now: () => now });
  const { authorization, expiresAt } = await login(new ECRClient(clientOptions(simulator)));
  expect(expiresAt?.getTime()).toBe(now.getTime() + 12 * 3_600_000);
  now = new Date(now.getTime() + 12 * 3_600_000);
  const answer = await fetchPath("/v2/", authorization);
  expect(answer.status).toBe(403);
  expect(answer.body).toContain("authorization token has expired");
});

test("the principal's policies decide, and its session's", async () => {
  const { simulator, fetchPath } = await startWithImages();
  const role = await createRole(simulator, THEIRS, {
    name: "reader",
    trust: trust({ AWS: `arn:aws:iam::${OURS.accountId}:root` }),
    policies: {
      pull: policy({
        Effect: "Allow",
        Action: ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Resource: "*",
      }),
    },
  });
  const trusted = await createRole(simulator, OURS, {
    name: "analyzer",
    trust: trust({ Service: "lambda.amazonaws.com" }),
    policies: { assume: policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }) },
  });
  const own = simulator.credentialsForService("lambda.amazonaws.com", trusted, "test");
  const { Credentials } = await new STSClient(clientOptions(simulator, own)).send(
    new AssumeRoleCommand({
      RoleArn: role,
      RoleSessionName: "job",
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
          { Effect: "Allow", Action: "ecr:*", Resource: `${ARN}/team/app` },
        ],
      }),
    }),
  );
  const session = {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  };
  const { authorization } = await login(new ECRClient(clientOptions(simulator, session)));
  expect((await fetchPath("/v2/team/app/manifests/1", authorization)).status).toBe(200);
  const other = await fetchPath("/v2/team/other/manifests/1", authorization);
  expect(other.status).toBe(403);
  expect(other.body).toContain(`ecr:BatchGetImage on resource: ${ARN}/team/other`);
  const listed = await fetchPath("/v2/team/app/tags/list", authorization);
  expect(listed.status).toBe(403);
});

test("another account's token opens nothing", async () => {
  const { simulator, fetchPath } = await startWithImages();
  const { authorization } = await login(new ECRClient(clientOptions(simulator, OURS)));
  const answer = await fetchPath("/v2/team/app/manifests/1", authorization);
  expect(answer.status).toBe(403);
  expect(answer.body).toContain("DENIED");
});
