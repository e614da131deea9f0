import type { PublishEvent } from "../eventbridge/event.ts";
import type { Authorize } from "../service.ts";
import type { Collection } from "../state/collection.ts";
import type { ContentStore } from "./content-store.ts";
import type { LayerUrls } from "./layer-urls.ts";
import type { RepositoryStore } from "./repository.ts";
import type { RegistryTokens } from "./tokens.ts";
import type { Uploads } from "./uploads.ts";

/** A principal whose pulls do not count as pulls. Times in milliseconds since the epoch. */
export interface PullExclusion {
  readonly principalArn: string;
  readonly createdAt: number;
}

/** What every part of the simulated ECR works with. */
export interface EcrContext {
  readonly repositories: RepositoryStore;
  readonly content: ContentStore;
  readonly uploads: Uploads;
  readonly exclusions: Collection<PullExclusion>;
  readonly tokens: RegistryTokens;
  readonly layerUrls: LayerUrls;
  readonly publish: PublishEvent;
  readonly authorize: Authorize;
  readonly now: () => Date;
}
