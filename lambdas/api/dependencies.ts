import type { ReconcileMessage } from "../../core/contract/reconcile-message.ts";
import type { ReadModels } from "../../core/images/list.ts";
import type { BlobStore } from "../../core/images/port.ts";
import type { RepositoryStore } from "../../core/images/repository-store.ts";
import type { RequestAnalysisDependencies } from "../../core/images/request-analysis.ts";
import type { IntegrationStore } from "../../core/integrations/port.ts";
import type { LaunchSettings } from "../../core/integrations/stack-launch.ts";
import type { Log } from "../../core/log.ts";
import type { MemberStore } from "../../core/members/port.ts";
import type { Queue } from "../../core/queue.ts";

/** What the function needs. */
export interface ApiDependencies extends RequestAnalysisDependencies {
  readonly members: MemberStore;
  readonly models: ReadModels;
  readonly blobs: Pick<BlobStore, "get">;
  readonly repositories: Pick<RepositoryStore, "get" | "ensure" | "setActivated">;
  readonly integrations: IntegrationStore;
  readonly reconcile: Queue<ReconcileMessage>;
  readonly log: Log;
  /** Bytes that nobody can guess. */
  readonly randomBytes: (size: number) => Buffer;
  /** Where the API is reached, without `/v1`. */
  readonly publicUrl: string;
  /** What stacks are launched from; the account is that of the request. */
  readonly launch: Omit<LaunchSettings, "trustedAccountId">;
}
