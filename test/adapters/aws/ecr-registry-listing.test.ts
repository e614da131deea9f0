import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  type ImageDetail,
} from "@aws-sdk/client-ecr";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createEcrRegistryListing } from "../../../adapters/aws/ecr-registry-listing.ts";
import type { SessionPurpose } from "../../../adapters/aws/role-sessions.ts";
import { PermanentError } from "../../../core/errors.ts";
import { allPages } from "../../fixtures/all-pages.ts";
import { digestOf } from "../../fixtures/fake-registry.ts";
import { buildConnected } from "../../fixtures/memory-integrations.ts";

const INTEGRATION = buildConnected();
const SESSION = {
  accessKeyId: "key",
  secretAccessKey: "secret",
  sessionToken: "token",
  expiration: new Date("2026-11-21T13:00:00Z"),
};

const ecr = mockClient(ECRClient);
let purposes: SessionPurpose[];
const listing = createEcrRegistryListing({
  sessions(_integration, purpose) {
    purposes.push(purpose);
    return Promise.resolve(SESSION);
  },
  createEcrClient: (region) => new ECRClient({ region }),
});

beforeEach(() => {
  ecr.reset();
  purposes = [];
});

function named(name: string): Error {
  return Object.assign(new Error("what AWS says"), { name });
}

describe("the list of repositories", () => {
  test("is read page by page, each when it is asked for, in one narrow session", async () => {
    ecr
      .on(DescribeRepositoriesCommand, { maxResults: 1000 })
      .resolves({ repositories: [{ repositoryName: "a" }], nextToken: "2" })
      .on(DescribeRepositoriesCommand, { maxResults: 1000, nextToken: "2" })
      .resolves({ repositories: [], nextToken: "3" })
      .on(DescribeRepositoriesCommand, { maxResults: 1000, nextToken: "3" })
      .resolves({ repositories: [{ repositoryName: "b/c" }, { repositoryName: "d" }] });
    const seen: [readonly string[], number][] = [];
    for await (const page of listing.repositories(INTEGRATION)) {
      seen.push([page, ecr.calls().length]);
    }
    expect(seen).toEqual([
      [["a"], 1],
      [[], 2],
      [["b/c", "d"], 3],
    ]);
    expect(purposes).toEqual([{ kind: "list-repositories" }]);
  });

  test.each([undefined, "", "UPPER", "a*", "../a"])(
    "with the name %j in it is not believed",
    async (repositoryName) => {
      ecr.on(DescribeRepositoriesCommand).resolves({ repositories: [{ repositoryName }] });
      await expect(allPages(listing.repositories(INTEGRATION))).rejects.toMatchObject({
        name: "PermanentError",
        code: "unexpected-answer",
      });
    },
  );
});

describe("the list of a repository's images", () => {
  test("says what ECR says of each, those in cold storage too", async () => {
    const full: ImageDetail = {
      imageDigest: digestOf("1"),
      imageTags: ["v2", "latest"],
      imagePushedAt: new Date("2026-11-21T11:00:00Z"),
      imageManifestMediaType: "application/vnd.oci.image.manifest.v1+json",
      artifactMediaType: "application/vnd.oci.image.config.v1+json",
      subjectManifestDigest: digestOf("0"),
      imageStatus: "ACTIVE",
      imageSizeInBytes: 1,
    };
    ecr.on(DescribeImagesCommand).resolves({
      imageDetails: [full, { imageDigest: digestOf("2"), imageStatus: "ARCHIVED" }],
    });
    expect(await allPages(listing.images(INTEGRATION, "team/web"))).toEqual([
      [
        {
          digest: digestOf("1"),
          tags: ["latest", "v2"],
          pushedAt: "2026-11-21T11:00:00.000Z",
          manifestMediaType: "application/vnd.oci.image.manifest.v1+json",
          artifactMediaType: "application/vnd.oci.image.config.v1+json",
          subjectDigest: digestOf("0"),
          pullable: true,
        },
        { digest: digestOf("2"), tags: [], pullable: false },
      ],
    ]);
    expect(ecr.commandCalls(DescribeImagesCommand)[0]?.args[0].input).toEqual({
      repositoryName: "team/web",
      maxResults: 1000,
      filter: { imageStatus: "ANY" },
    });
    expect(purposes).toEqual([{ kind: "list-images", repository: "team/web" }]);
  });

  test("goes on where the page before ended", async () => {
    ecr
      .on(DescribeImagesCommand)
      .resolvesOnce({ imageDetails: [{ imageDigest: digestOf("1") }], nextToken: "2" })
      .resolves({ imageDetails: [{ imageDigest: digestOf("2") }] });
    const pages = await allPages(listing.images(INTEGRATION, "team/web"));
    expect(pages.flat().map(({ digest }) => digest)).toEqual([digestOf("1"), digestOf("2")]);
    const tokens = ecr
      .commandCalls(DescribeImagesCommand)
      .map(({ args }) => args[0].input.nextToken);
    expect(tokens).toEqual([undefined, "2"]);
  });

  test("of a repository that is gone says so", async () => {
    ecr.on(DescribeImagesCommand).rejects(named("RepositoryNotFoundException"));
    await expect(allPages(listing.images(INTEGRATION, "team/web"))).rejects.toMatchObject({
      name: "PermanentError",
      code: "repository-not-found",
      message: expect.stringContaining("team/web"),
    });
  });

  test.each([undefined, "sha256:1"])("with the digest %j in it is not believed", async (digest) => {
    ecr.on(DescribeImagesCommand).resolves({
      imageDetails: [{ ...(digest === undefined ? {} : { imageDigest: digest }) }],
    });
    await expect(allPages(listing.images(INTEGRATION, "a"))).rejects.toMatchObject({
      code: "unexpected-answer",
    });
  });
});

describe.each([
  ["repositories", DescribeRepositoriesCommand, () => listing.repositories(INTEGRATION)],
  ["images", DescribeImagesCommand, () => listing.images(INTEGRATION, "a")],
] as const)("a list of %s", (_name, command, list) => {
  test.each([
    ["AccessDeniedException", "PermanentError", "access-denied"],
    ["ThrottlingException", "TransientError", "ecr-unavailable"],
    ["ServerException", "TransientError", "ecr-unavailable"],
  ])("may end by %s on any page", async (error, name, code) => {
    ecr
      .on(command as typeof DescribeImagesCommand)
      .resolvesOnce({ nextToken: "2" })
      .rejects(named(error));
    await expect(allPages<unknown>(list())).rejects.toMatchObject({ name, code });
    expect(ecr.calls()).toHaveLength(2);
  });

  test("is not begun without a session", async () => {
    const refused = createEcrRegistryListing({
      sessions: () => Promise.reject(new PermanentError("role-refused", "no")),
      createEcrClient: (region) => new ECRClient({ region }),
    });
    const pages =
      command === DescribeImagesCommand
        ? refused.images(INTEGRATION, "a")
        : refused.repositories(INTEGRATION);
    await expect(allPages<unknown>(pages)).rejects.toMatchObject({ code: "role-refused" });
    expect(ecr.calls()).toEqual([]);
  });
});
