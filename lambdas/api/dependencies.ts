import type { BlobStore } from "../../core/images/port.ts";
import type { ReadModels } from "../../core/images/list.ts";
import type { RequestAnalysisDependencies } from "../../core/images/request-analysis.ts";
import type { IntegrationStore } from "../../core/integrations/port.ts";
import type { Log } from "../../core/log.ts";
import type { MemberStore } from "../../core/members/port.ts";

/** What the function needs. */
export interface ApiDependencies extends RequestAnalysisDependencies {
  readonly members: MemberStore;
  readonly models: ReadModels;
  readonly blobs: Pick<BlobStore, "get">;
  readonly integrations: IntegrationStore;
  readonly log: Log;
  /** Bytes that nobody can guess. */
  readonly randomBytes: (size: number) => Buffer;
  /** Where the API is reached, without `/v1`. */
  readonly publicUrl: string;
  readonly templateUrl: string | undefined;
}
