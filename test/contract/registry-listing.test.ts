import {
  CreateRepositoryCommand,
  ECRClient,
  type ECRClientConfig,
  PutImageCommand,
} from "@aws-sdk/client-ecr";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { createEcrRegistryListing } from "../../adapters/aws/ecr-registry-listing.ts";
import type { RegistryListing } from "../../core/images/registry-access.ts";
import { allPages } from "../fixtures/all-pages.ts";
import { contractAws } from "../fixtures/contract-aws.ts";
import { freshName } from "../fixtures/foreign-aws.ts";
import { buildConnected } from "../fixtures/memory-integrations.ts";
import { TYPES } from "../simulator/ecr/oci-client.ts";

const INTEGRATION = buildConnected();

let settings: ECRClientConfig;
let ecr: ECRClient;
let listing: RegistryListing;
beforeEach(async () => {
  settings = await contractAws();
  ecr = new ECRClient(settings);
  listing = createEcrRegistryListing({
    // Roles are another test's: these clients are the registry's owner.
    sessions: () =>
      Promise.resolve({
        accessKeyId: "unused",
        secretAccessKey: "unused",
        sessionToken: "unused",
        expiration: new Date(),
      }),
    createEcrClient: () => new ECRClient(settings),
    pageSize: 2,
  });
});

async function createRepositories(count: number): Promise<readonly string[]> {
  const prefix = freshName("listing");
  const names = Array.from({ length: count }, (_, number) => `${prefix}/${number}`);
  for (const repositoryName of names) {
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  }
  return names;
}

/** Puts an index, which needs no layers to be there before it, and answers its digest. */
async function put(repositoryName: string, seed: string, tags: readonly string[]) {
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: TYPES.index,
    manifests: [],
    annotations: { seed },
  });
  let digest = "";
  for (const imageTag of tags) {
    const { image } = await ecr.send(
      new PutImageCommand({
        repositoryName,
        imageManifest,
        imageTag,
        imageManifestMediaType: TYPES.index,
      }),
    );
    digest = image?.imageId?.imageDigest ?? "";
  }
  return digest;
}

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  return (await allPages(pages)).flat();
}

describe("a registry's list on ECR", () => {
  test("has every repository once", async () => {
    const names = await createRepositories(5);
    const listed = await all(listing.repositories(INTEGRATION));
    expect(listed.filter((name) => names.includes(name)).sort()).toEqual(names);
  });

  test("has every manifest of a repository, with its tags and what it is", async () => {
    const [one = "", other = ""] = await createRepositories(2);
    const first = await put(one, "first", ["v1", "latest"]);
    const others = [await put(one, "second", ["v2"]), await put(one, "third", ["v3"])];
    await put(other, "fourth", ["v4"]);
    const images = await all(listing.images(INTEGRATION, one));
    expect(images.map(({ digest }) => digest).sort()).toEqual([first, ...others].sort());
    const found = images.find(({ digest }) => digest === first);
    expect(found).toMatchObject({
      tags: ["latest", "v1"],
      manifestMediaType: TYPES.index,
      pullable: true,
    });
    expect(new Date(found?.pushedAt ?? "").toISOString()).toBe(found?.pushedAt);
  });

  test("of an empty repository has nothing in it", async () => {
    const [empty = ""] = await createRepositories(1);
    expect(await all(listing.images(INTEGRATION, empty))).toEqual([]);
  });

  test("says that a repository is not there", async () => {
    await expect(all(listing.images(INTEGRATION, freshName("missing")))).rejects.toMatchObject({
      name: "PermanentError",
      code: "repository-not-found",
    });
  });
});
