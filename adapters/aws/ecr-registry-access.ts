import {
  DescribeImagesCommand,
  type ECRClient,
  GetAuthorizationTokenCommand,
  type ImageDetail,
} from "@aws-sdk/client-ecr";
import { TransientError } from "../../core/errors.ts";
import type {
  RegistryAccess,
  RegistryImage,
  RepositoryAccess,
} from "../../core/images/registry-access.ts";
import { registryHostOf } from "../../core/integrations/registry-host.ts";
import type { ImageSource } from "../../core/oci/image-source.ts";
import type { SessionCredentials } from "./assume-role.ts";
import { awsErrorName, translated } from "./aws-errors.ts";
import type { RoleSessions } from "./role-sessions.ts";

/** How ECR's registry is read: adapters/registry's client, as far as it is used here. */
export type OpenRegistry = (options: {
  readonly registry: string;
  readonly repository: string;
  readonly credentials: () => Promise<{ readonly username: string; readonly password: string }>;
}) => ImageSource & { close(): Promise<void> };

/** What `createEcrRegistryAccess` needs. */
export interface EcrRegistryAccessOptions {
  readonly sessions: RoleSessions;
  readonly createEcrClient: (region: string, credentials: SessionCredentials) => ECRClient;
  readonly openRegistry: OpenRegistry;
}

/** Error names by which ECR says that something isn't there. */
const GONE = new Set(["ImageNotFoundException", "RepositoryNotFoundException"]);

/** Customers' registries on ECR, each as the role that its customer granted. */
export function createEcrRegistryAccess(options: EcrRegistryAccessOptions): RegistryAccess {
  return {
    async open({ connection, ...integration }, repository): Promise<RepositoryAccess> {
      const { account, region } = connection;
      const purpose = { kind: "analysis", repository } as const;
      const session = await options.sessions({ ...integration, connection }, purpose);
      const ecr = options.createEcrClient(region, session);
      const source = options.openRegistry({
        registry: registryHostOf(account, region),
        repository,
        credentials: () => authorize(ecr),
      });
      return {
        describe: (digest) => describe(ecr, repository, digest),
        images: source,
        async close() {
          await source.close();
          ecr.destroy();
        },
      };
    },
  };
}

async function describe(
  ecr: ECRClient,
  repositoryName: string,
  imageDigest: string,
): Promise<RegistryImage | undefined> {
  const command = new DescribeImagesCommand({ repositoryName, imageIds: [{ imageDigest }] });
  try {
    const { imageDetails } = await translated("ecr", () => ecr.send(command));
    const [detail] = imageDetails ?? [];
    return detail === undefined ? undefined : toRegistryImage(detail);
  } catch (error) {
    if (GONE.has(awsErrorName(error))) return undefined;
    throw error;
  }
}

function toRegistryImage(detail: ImageDetail): RegistryImage {
  const { imageTags, imagePushedAt, imageSizeInBytes, imageStatus } = detail;
  return {
    tags: [...(imageTags ?? [])].sort(),
    ...(imagePushedAt === undefined ? {} : { pushedAt: imagePushedAt.toISOString() }),
    ...(imageSizeInBytes === undefined ? {} : { size: imageSizeInBytes }),
    pullable: imageStatus === undefined || imageStatus === "ACTIVE",
  };
}

/** ECR's token is `AWS:<password>` in base64, with the rights of the session that asked for it. */
async function authorize(
  ecr: ECRClient,
): Promise<{ readonly username: string; readonly password: string }> {
  const { authorizationData } = await translated("ecr", () =>
    ecr.send(new GetAuthorizationTokenCommand({})),
  );
  const token = Buffer.from(authorizationData?.[0]?.authorizationToken ?? "", "base64").toString();
  const separator = token.indexOf(":");
  if (separator < 0) {
    throw new TransientError(
      "ecr-unavailable",
      "ECR answered without a token for its registry. It is tried again.",
    );
  }
  return { username: token.slice(0, separator), password: token.slice(separator + 1) };
}
