import {
  DescribeImagesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
} from "@aws-sdk/client-ecr";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import {
  createEcrRegistryAccess,
  type OpenRegistry,
} from "../../../adapters/aws/ecr-registry-access.ts";
import { digestOf } from "../../fixtures/fake-registry.ts";
import { buildConnected } from "../../fixtures/memory-integrations.ts";

const DIGEST = digestOf("image");
const SESSION = {
  accessKeyId: "key",
  secretAccessKey: "secret",
  sessionToken: "token",
  expiration: new Date("2026-11-21T13:00:00Z"),
};
const INTEGRATION = buildConnected();

const ecr = mockClient(ECRClient);

/** Opens a repository; `opened` is what the registry's client was opened with. */
async function open() {
  const regions: string[] = [];
  const opened: Parameters<OpenRegistry>[0][] = [];
  const access = createEcrRegistryAccess({
    sessions: () => Promise.resolve(SESSION),
    createEcrClient(region) {
      regions.push(region);
      return new ECRClient({ region });
    },
    openRegistry(options) {
      opened.push(options);
      return {
        readManifest: () => Promise.reject(new Error("not asked")),
        readBlob: () => Promise.reject(new Error("not asked")),
        close: () => Promise.resolve(),
      };
    },
  });
  return { repository: await access.open(INTEGRATION, "team/web"), opened, regions };
}

beforeEach(() => {
  ecr.reset();
});

describe("what ECR says of a digest", () => {
  test("is asked for by repository and digest, in the registry's Region", async () => {
    ecr.on(DescribeImagesCommand).resolves({
      imageDetails: [
        {
          imageTags: ["v2", "latest"],
          imagePushedAt: new Date("2026-11-21T11:00:00Z"),
          imageSizeInBytes: 1234,
          imageStatus: "ACTIVE",
        },
      ],
    });
    const { repository, regions } = await open();
    expect(await repository.describe(DIGEST)).toEqual({
      tags: ["latest", "v2"],
      pushedAt: "2026-11-21T11:00:00.000Z",
      size: 1234,
      pullable: true,
    });
    expect(regions).toEqual(["us-east-1"]);
    expect(ecr.commandCalls(DescribeImagesCommand)[0]?.args[0].input).toEqual({
      repositoryName: "team/web",
      imageIds: [{ imageDigest: DIGEST }],
    });
  });

  test("may be little: an image without a tag", async () => {
    ecr.on(DescribeImagesCommand).resolves({ imageDetails: [{}] });
    const { repository } = await open();
    expect(await repository.describe(DIGEST)).toEqual({ tags: [], pullable: true });
  });

  test.each(["ARCHIVED", "ACTIVATING"] as const)("%s can't be pulled", async (imageStatus) => {
    ecr.on(DescribeImagesCommand).resolves({ imageDetails: [{ imageStatus }] });
    const { repository } = await open();
    expect(await repository.describe(DIGEST)).toMatchObject({ pullable: false });
  });

  test.each(["ImageNotFoundException", "RepositoryNotFoundException"])(
    "%s means that it is gone",
    async (name) => {
      ecr.on(DescribeImagesCommand).rejects(Object.assign(new Error("gone"), { name }));
      const { repository } = await open();
      expect(await repository.describe(DIGEST)).toBeUndefined();
    },
  );

  test("an empty answer means the same", async () => {
    ecr.on(DescribeImagesCommand).resolves({ imageDetails: [] });
    const { repository } = await open();
    expect(await repository.describe(DIGEST)).toBeUndefined();
  });

  test("a refusal is for good, throttling is not", async () => {
    const { repository } = await open();
    const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });
    ecr.on(DescribeImagesCommand).rejectsOnce(denied);
    await expect(repository.describe(DIGEST)).rejects.toMatchObject({ code: "access-denied" });
    const busy = Object.assign(new Error("rate"), { name: "ThrottlingException" });
    ecr.on(DescribeImagesCommand).rejects(busy);
    await expect(repository.describe(DIGEST)).rejects.toMatchObject({ name: "TransientError" });
  });
});

describe("the registry", () => {
  test("is the account's, with a token of the session when it asks for one", async () => {
    const authorizationToken = Buffer.from("AWS:pass:word").toString("base64");
    ecr.on(GetAuthorizationTokenCommand).resolves({ authorizationData: [{ authorizationToken }] });
    const { opened } = await open();
    expect(opened).toMatchObject([
      { registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com", repository: "team/web" },
    ]);
    expect(ecr.calls()).toEqual([]);
    expect(await opened[0]?.credentials()).toEqual({ username: "AWS", password: "pass:word" });
  });

  test("can't be read without one", async () => {
    ecr.on(GetAuthorizationTokenCommand).resolves({});
    const { opened } = await open();
    await expect(opened[0]?.credentials()).rejects.toMatchObject({ name: "TransientError" });
  });
});
