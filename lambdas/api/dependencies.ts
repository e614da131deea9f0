import type { Brand } from "../../core/contract/brand.ts";
import type { CheckMessage } from "../../core/contract/check-message.ts";
import type { AuditLog } from "../../core/audit/port.ts";
import type { ReconcileMessage } from "../../core/contract/reconcile-message.ts";
import type { ReadModels } from "../../core/images/list.ts";
import type { BlobStore } from "../../core/images/port.ts";
import type { RepositoryStore } from "../../core/images/repository-store.ts";
import type { RequestAnalysisDependencies } from "../../core/images/request-analysis.ts";
import type { TrendStore } from "../../core/images/trend.ts";
import type { ActivityStore } from "../../core/integrations/activity-port.ts";
import type { CheckReportStore } from "../../core/integrations/check-port.ts";
import type { EnrollmentStore } from "../../core/integrations/enrollment-port.ts";
import type { IntegrationStore } from "../../core/integrations/port.ts";
import type { RemovalReportStore } from "../../core/integrations/removal-port.ts";
import type { LaunchSettings } from "../../core/integrations/stack-launch.ts";
import type { Log } from "../../core/log.ts";
import type { IdentityProvider } from "../../core/members/identity-provider.ts";
import type { MemberStore } from "../../core/members/port.ts";
import type { Queue } from "../../core/queue.ts";

/** What the function needs. */
export interface ApiDependencies extends RequestAnalysisDependencies {
  readonly members: MemberStore;
  /** Absent: personal access tokens are the only credentials. */
  readonly identityProvider?: IdentityProvider | undefined;
  readonly audit: AuditLog;
  readonly models: ReadModels;
  readonly trend: Pick<TrendStore, "since">;
  readonly blobs: Pick<BlobStore, "get">;
  readonly repositories: Pick<RepositoryStore, "get" | "ensure" | "update" | "list">;
  readonly integrations: IntegrationStore;
  readonly enrollments: EnrollmentStore;
  readonly activity: Pick<ActivityStore, "get" | "usage">;
  readonly checkReports: Pick<CheckReportStore, "get">;
  readonly removals: Pick<RemovalReportStore, "get">;
  readonly check: Queue<CheckMessage>;
  readonly reconcile: Queue<ReconcileMessage>;
  readonly log: Log;
  /** Bytes that nobody can guess. */
  readonly randomBytes: (size: number) => Buffer;
  /** Where the API is reached, without `/v1`. */
  readonly publicUrl: string;
  /** What stacks are launched from; the account is that of the request. */
  readonly launch: Omit<LaunchSettings, "trustedAccountId">;
  /** Of the template that is published now; undefined: no update is ever offered. */
  readonly templateVersion: string | undefined;
  /** Origin of another console than AWS's, to which links lead; undefined: AWS's own. */
  readonly consoleUrl: string | undefined;
  readonly brand: Brand;
}
