import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  type ECRClient,
  type ImageDetail,
} from "@aws-sdk/client-ecr";
import { RepositoryName } from "../../core/contract/ecr-event.ts";
import { PermanentError } from "../../core/errors.ts";
import type { ListedImage, RegistryListing } from "../../core/images/registry-access.ts";
import type { ConnectedIntegration } from "../../core/integrations/port.ts";
import { registryHostOf } from "../../core/integrations/registry-host.ts";
import { isDigest } from "../../core/oci/digest.ts";
import type { SessionCredentials } from "./assume-role.ts";
import { awsErrorName, translated } from "./aws-errors.ts";
import type { RoleSessions, SessionPurpose } from "./role-sessions.ts";

/** What `createEcrRegistryListing` needs. */
export interface EcrRegistryListingOptions {
  readonly sessions: RoleSessions;
  readonly createEcrClient: (region: string, credentials: SessionCredentials) => ECRClient;
  /** Entries of a page: what ECR takes at most, unless a test wants less. */
  readonly pageSize?: number;
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
const LARGEST_PAGE = 1000;

/** Lists customers' registries on ECR, each as the role that its customer granted. */
export function createEcrRegistryListing(options: EcrRegistryListingOptions): RegistryListing {
  const maxResults = options.pageSize ?? LARGEST_PAGE;

  async function* pages<T>(
    integration: ConnectedIntegration,
    purpose: SessionPurpose,
    read: (ecr: ECRClient, nextToken: string | undefined) => Promise<ListPage<T>>,
  ): AsyncGenerator<readonly T[]> {
    const session = await options.sessions(integration, purpose);
    const ecr = options.createEcrClient(integration.connection.region, session);
    try {
      let nextToken: string | undefined;
      do {
        const page = await read(ecr, nextToken);
        yield page.items;
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
    } finally {
      ecr.destroy();
    }
  }

  return {
    repositories(integration) {
      return pages(integration, { kind: "list-repositories" }, async (ecr, nextToken) => {
        const command = new DescribeRepositoriesCommand({ maxResults, nextToken });
        const output = await translated("ecr", () => ecr.send(command));
        const names = (output.repositories ?? []).map(({ repositoryName }) => repositoryName);
        return { items: names.map(toRepositoryName), nextToken: output.nextToken };
      });
    },
    images(integration, repository) {
      return pages(integration, { kind: "list-images", repository }, async (ecr, nextToken) => {
        const command = new DescribeImagesCommand({
          repositoryName: repository,
          maxResults,
          nextToken,
          // Without it ECR leaves out what is in cold storage, as if it were deleted.
          filter: { imageStatus: "ANY" },
        });
        try {
          const output = await translated("ecr", () => ecr.send(command));
          return {
            items: (output.imageDetails ?? []).map(toListedImage),
            nextToken: output.nextToken,
          };
        } catch (error) {
          if (awsErrorName(error) !== "RepositoryNotFoundException") throw error;
          throw repositoryNotFound(integration, repository, error);
        }
      });
    },
  };
}

interface ListPage<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

function toRepositoryName(name: string | undefined): string {
  const checked = RepositoryName.safeParse(name);
  if (checked.success) return checked.data;
  throw unexpected(`a repository without a valid name (${JSON.stringify(name ?? null)})`);
}

function toListedImage(detail: ImageDetail): ListedImage {
  const { imageDigest = "", imageTags, imagePushedAt, imageStatus } = detail;
  if (!isDigest(imageDigest)) {
    throw unexpected(`an image without a valid digest (${JSON.stringify(imageDigest)})`);
  }
  const { imageManifestMediaType, artifactMediaType, subjectManifestDigest } = detail;
  return {
    digest: imageDigest,
    tags: [...(imageTags ?? [])].sort(),
    ...(imagePushedAt === undefined ? {} : { pushedAt: imagePushedAt.toISOString() }),
    ...(imageManifestMediaType === undefined ? {} : { manifestMediaType: imageManifestMediaType }),
    ...(artifactMediaType === undefined ? {} : { artifactMediaType }),
    ...(subjectManifestDigest === undefined ? {} : { subjectDigest: subjectManifestDigest }),
    pullable: imageStatus === undefined || imageStatus === "ACTIVE",
  };
}

/** A list that can't be read is not compared with what is stored: too much would seem gone. */
function unexpected(what: string): PermanentError {
  return new PermanentError(
    "unexpected-answer",
    `ECR listed ${what.slice(0, 300)}. Nothing was changed; report it with the version of the product.`,
  );
}

function repositoryNotFound(
  { connection }: ConnectedIntegration,
  repository: string,
  cause: unknown,
): PermanentError {
  const registry = registryHostOf(connection.account, connection.region);
  return new PermanentError(
    "repository-not-found",
    `There is no repository ${repository} in ${registry}. It was deleted, or never existed.`,
    { cause },
  );
}
