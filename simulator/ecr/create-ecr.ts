import type { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import type { PublishEvent } from "../eventbridge/event.ts";
import type { Authorize, JsonService } from "../service.ts";
import { openCollection } from "../state/collection.ts";
import { secretKey } from "../state/signed-links.ts";
import type { PublicSite } from "../public/public-site.ts";
import { openContentStore } from "./content-store.ts";
import type { EcrContext } from "./context.ts";
import { layerUrls } from "./layer-urls.ts";
import { listenRegistry } from "./listen-registry.ts";
import type { RegistryListeners, RegistryListenOptions } from "./listen-registry.ts";
import { ecrOperations } from "./operations/operations.ts";
import { ecrPublicSite } from "./public-site.ts";
import type { Registry } from "./repository.ts";
import { registryTokens } from "./tokens.ts";
import { openUploads } from "./uploads.ts";

/** What ECR rests on. */
export interface EcrOptions {
  /** The simulator's folder; blobs, manifests and uploads go to `ecr` below it. */
  readonly directory: string;
  /** The simulator's database, for everything else. */
  readonly database: DatabaseSync;
  /** The event bus that pushes and deletes are told. */
  readonly publish: PublishEvent;
  readonly authorize: Authorize;
  /** Whose public names are known beforehand. */
  readonly registries: readonly Registry[];
  readonly now?: () => Date;
}

/** The simulated ECR: its API, its public names, and its registry once it listens. */
export interface Ecr {
  readonly service: JsonService;
  readonly publicSite: PublicSite;
  /** @throws PortInUseError */
  listen(options: RegistryListenOptions): Promise<RegistryListeners>;
}

/** Opens ECR on the simulator's state. */
export function createEcr(options: EcrOptions): Ecr {
  const now = options.now ?? (() => new Date());
  const keys = openCollection<string>(options.database, "ecr-keys");
  const directory = join(options.directory, "ecr");
  const context: EcrContext = {
    repositories: openCollection(options.database, "ecr-repositories"),
    exclusions: openCollection(options.database, "ecr-pull-exclusions"),
    content: openContentStore(join(directory, "repositories")),
    uploads: openUploads(join(directory, "uploads"), now),
    tokens: registryTokens(secretKey(keys, "tokens"), now),
    layerUrls: layerUrls(secretKey(keys, "layers"), now),
    publish: options.publish,
    authorize: options.authorize,
    now,
  };
  return {
    service: {
      protocol: "json-1.1",
      targetPrefix: "AmazonEC2ContainerRegistry_V20150921",
      operations: ecrOperations(context),
    },
    publicSite: ecrPublicSite(context, options.registries),
    listen: (listenOptions) => listenRegistry(context, listenOptions),
  };
}
