import {
  BatchCheckLayerAvailabilityCommand,
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
  ListImagesCommand,
  ListTagsForResourceCommand,
  PutImageCommand,
  RegisterPullTimeUpdateExclusionCommand,
} from "@aws-sdk/client-ecr";
import { describe, expect, test } from "@jest/globals";
import { clientOptions, OURS, start, THEIRS } from "../start.ts";
import { image, index, pushImage, putManifest, TYPES } from "./oci-client.ts";

const repositoryName = "team/app";

async function startWithImage() {
  const simulator = await start();
  const ecr = new ECRClient(clientOptions(simulator));
  const digest = await pushImage(simulator.registryEndpoint, repositoryName, "1", "a");
  return { simulator, ecr, digest };
}

describe("repositories", () => {
  test("are created, described in pages, and deleted", async () => {
    const ecr = new ECRClient(clientOptions(await start()));
    for (const name of ["aa", "bb", "cc"]) {
      await ecr.send(new CreateRepositoryCommand({ repositoryName: name }));
    }
    const first = await ecr.send(new DescribeRepositoriesCommand({ maxResults: 2 }));
    const { nextToken } = first;
    const second = await ecr.send(new DescribeRepositoriesCommand({ nextToken }));
    const names = [first, second].map(({ repositories }) =>
      repositories?.map((repository) => repository.repositoryName),
    );
    expect(names).toEqual([["aa", "bb"], ["cc"]]);
    expect(first.repositories?.[0]).toMatchObject({
      repositoryArn: "arn:aws:ecr:us-east-1:222222222222:repository/aa",
      registryId: THEIRS.accountId,
      repositoryUri: "222222222222.dkr.ecr.us-east-1.amazonaws.com/aa",
      imageTagMutability: "MUTABLE",
    });
    await ecr.send(new DeleteRepositoryCommand({ repositoryName: "aa" }));
    const gone = ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ["aa"] }));
    await expect(gone).rejects.toMatchObject({ name: "RepositoryNotFoundException" });
  });

  test("exist once, have their tags, and are deleted with images only by force", async () => {
    const { ecr } = await startWithImage();
    const again = ecr.send(new CreateRepositoryCommand({ repositoryName }));
    await expect(again).rejects.toMatchObject({ name: "RepositoryAlreadyExistsException" });
    const tags = [{ Key: "team", Value: "blue" }];
    const { repository } = await ecr.send(
      new CreateRepositoryCommand({ repositoryName: "tagged", tags }),
    );
    const resourceArn = repository?.repositoryArn ?? "";
    const listed = await ecr.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(listed.tags).toEqual(tags);
    const full = ecr.send(new DeleteRepositoryCommand({ repositoryName }));
    await expect(full).rejects.toMatchObject({ name: "RepositoryNotEmptyException" });
    await ecr.send(new DeleteRepositoryCommand({ repositoryName, force: true }));
  });

  test("belong to one account", async () => {
    const { simulator } = await startWithImage();
    const ours = new ECRClient(clientOptions(simulator, OURS));
    expect((await ours.send(new DescribeRepositoriesCommand({}))).repositories).toEqual([]);
    const input = { repositoryName, registryId: THEIRS.accountId };
    const foreign = ours.send(new ListImagesCommand(input));
    await expect(foreign).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  test("have no settings that the simulator would ignore", async () => {
    const ecr = new ECRClient(clientOptions(await start()));
    const refused = ecr.send(
      new CreateRepositoryCommand({
        repositoryName,
        imageScanningConfiguration: { scanOnPush: true },
      }),
    );
    await expect(refused).rejects.toThrow(/imageScanningConfiguration/);
  });
});

describe("images", () => {
  test("are described: a moved tag leaves the old image untagged", async () => {
    const { simulator, ecr, digest } = await startWithImage();
    const newer = await pushImage(simulator.registryEndpoint, repositoryName, "1", "b");
    const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName }));
    const byDigest = new Map(imageDetails?.map((detail) => [detail.imageDigest, detail]));
    const { config, layer } = image("a");
    expect(byDigest.get(digest)).toMatchObject({
      registryId: THEIRS.accountId,
      imageSizeInBytes: config.bytes.length + layer.bytes.length,
      imageManifestMediaType: TYPES.manifest,
      artifactMediaType: TYPES.config,
      imageStatus: "ACTIVE",
    });
    expect(byDigest.get(digest)?.imagePushedAt).toBeInstanceOf(Date);
    expect(byDigest.get(digest)?.imageTags).toBeUndefined();
    expect(byDigest.get(newer)?.imageTags).toEqual(["1"]);
    const list = async (tagStatus: "TAGGED" | "UNTAGGED") => {
      const input = { repositoryName, filter: { tagStatus } };
      return (await ecr.send(new ListImagesCommand(input))).imageIds;
    };
    expect(await list("TAGGED")).toEqual([{ imageDigest: newer, imageTag: "1" }]);
    expect(await list("UNTAGGED")).toEqual([{ imageDigest: digest }]);
    const missing = ecr.send(
      new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: "2" }] }),
    );
    await expect(missing).rejects.toMatchObject({ name: "ImageNotFoundException" });
  });

  test("BatchGetImage answers manifests and failures by their codes", async () => {
    const { ecr, digest } = await startWithImage();
    const { images, failures } = await ecr.send(
      new BatchGetImageCommand({
        repositoryName,
        imageIds: [{ imageTag: "1" }, { imageTag: "2" }, { imageDigest: "sha256:1" }, {}],
      }),
    );
    expect(images?.map(({ imageId, imageManifest }) => ({ imageId, imageManifest }))).toEqual([
      {
        imageId: { imageDigest: digest, imageTag: "1" },
        imageManifest: image("a").manifest.bytes.toString(),
      },
    ]);
    expect(failures?.map(({ failureCode }) => failureCode)).toEqual([
      "ImageNotFound",
      "InvalidImageDigest",
      "MissingDigestAndTag",
    ]);
    const unaccepted = await ecr.send(
      new BatchGetImageCommand({
        repositoryName,
        imageIds: [{ imageTag: "1" }],
        acceptedMediaTypes: [TYPES.index],
      }),
    );
    expect(unaccepted.failures?.[0]?.failureCode).toBe("ImageNotFound");
  });

  test("PutImage adds a tag, refuses what is there, and keeps immutable tags", async () => {
    const { ecr } = await startWithImage();
    const imageManifest = image("a").manifest.bytes.toString();
    const put = (imageTag: string) =>
      ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag }));
    expect((await put("2")).image?.imageId?.imageTag).toBe("2");
    await expect(put("2")).rejects.toMatchObject({ name: "ImageAlreadyExistsException" });
    const bad = ecr.send(
      new PutImageCommand({ repositoryName, imageManifest: image("x").manifest.bytes.toString() }),
    );
    await expect(bad).rejects.toMatchObject({ name: "LayersNotFoundException" });
  });

  test("a pull by an excluded principal leaves no trace", async () => {
    const { simulator, ecr, digest } = await startWithImage();
    const pulledAt = async () => {
      const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName }));
      return imageDetails?.[0]?.lastRecordedPullTime;
    };
    const principalArn = "arn:aws:iam::222222222222:role/scout/reader";
    await ecr.send(new RegisterPullTimeUpdateExclusionCommand({ principalArn }));
    expect(await pulledAt()).toBeUndefined();
    await fetch(`${simulator.registryEndpoint}/v2/${repositoryName}/manifests/${digest}`);
    expect(await pulledAt()).toBeInstanceOf(Date);
  });
});

describe("layers", () => {
  test("are found by digest, with a link of AWS's host", async () => {
    const { ecr } = await startWithImage();
    const { digest: layerDigest, size } = image("a").layer.descriptor;
    const { layers, failures } = await ecr.send(
      new BatchCheckLayerAvailabilityCommand({
        repositoryName,
        layerDigests: [layerDigest, layerDigest.replace(/.{4}$/, "0000"), "sha256:1"],
      }),
    );
    expect(layers).toMatchObject([
      { layerDigest, layerSize: size, layerAvailability: "AVAILABLE" },
      { layerAvailability: "UNAVAILABLE" },
    ]);
    expect(failures?.[0]?.failureCode).toBe("InvalidLayerDigest");
    const link = await ecr.send(new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest }));
    expect(new URL(link.downloadUrl ?? "").host).toBe(
      "prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com",
    );
    const manifest = new GetDownloadUrlForLayerCommand({
      repositoryName,
      layerDigest: image("a").manifest.descriptor.digest,
    });
    await expect(ecr.send(manifest)).rejects.toMatchObject({ name: "LayersNotFoundException" });
  });
});

describe("BatchDeleteImage", () => {
  test("by tag removes the tag, the last one with the image and its layers", async () => {
    const { simulator, ecr, digest } = await startWithImage();
    await pushImage(simulator.registryEndpoint, repositoryName, "2", "a");
    const remove = (imageTag: string) =>
      ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageTag }] }));
    expect((await remove("1")).imageIds).toEqual([{ imageDigest: digest, imageTag: "1" }]);
    const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName }));
    expect(imageDetails?.[0]?.imageTags).toEqual(["2"]);
    await remove("2");
    const after = await ecr.send(new DescribeImagesCommand({ repositoryName }));
    expect(after.imageDetails).toEqual([]);
    const layer = `${simulator.registryEndpoint}/v2/${repositoryName}/blobs/${image("a").layer.descriptor.digest}`;
    expect((await fetch(layer, { method: "HEAD" })).status).toBe(404);
    expect((await remove("2")).failures?.[0]?.failureCode).toBe("ImageNotFound");
  });

  test("an image that an index lists stays, unless the index goes too", async () => {
    const { simulator, ecr, digest } = await startWithImage();
    const list = index([image("a").manifest]);
    await putManifest(simulator.registryEndpoint, repositoryName, "all", list);
    const remove = (...digests: string[]) =>
      ecr.send(
        new BatchDeleteImageCommand({
          repositoryName,
          imageIds: digests.map((imageDigest) => ({ imageDigest })),
        }),
      );
    expect((await remove(digest)).failures?.[0]?.failureCode).toBe("ImageReferencedByManifestList");
    const both = await remove(digest, list.descriptor.digest);
    expect([both.imageIds?.length, both.failures]).toEqual([2, []]);
  });
});
