import { createHash, randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { createReadModelEditor } from "../../../adapters/sqlite/read-model-editor.ts";
import { createReadModels } from "../../../adapters/sqlite/read-models.ts";
import type { AnalysisMessage } from "../../../core/contract/analysis-request.ts";
import { DEFAULT_BRAND } from "../../../core/contract/brand.ts";
import type { CheckMessage } from "../../../core/contract/check-message.ts";
import type { CheckReport } from "../../../core/contract/check-report.ts";
import type { ReadModelChange } from "../../../core/contract/read-model-change.ts";
import type { ReconcileMessage } from "../../../core/contract/reconcile-message.ts";
import type { Role } from "../../../core/contract/vocabulary.ts";
import { inventoryKeyOf } from "../../../core/images/blob-keys.ts";
import type { StoredImage } from "../../../core/images/image-store.ts";
import type { ImageEntry, RepositoryEntry } from "../../../core/images/read-model-draft.ts";
import type { TrendEntry } from "../../../core/images/trend.ts";
import { bootstrapOrganization } from "../../../core/members/bootstrap.ts";
import type { ApiDependencies } from "../../../lambdas/api/dependencies.ts";
import { createHandler } from "../../../lambdas/api/handler.ts";
import { createMemoryPublication } from "../../adapters/sqlite/memory-publication.ts";
import { createMemoryAuditLog } from "../../core/audit/memory-audit-log.ts";
import { createMemoryMemberStore } from "../../core/members/memory-member-store.ts";
import { memoryActivity } from "../../fixtures/memory-activity.ts";
import { memoryEnrollments } from "../../fixtures/memory-enrollments.ts";
import { memoryIntegrations } from "../../fixtures/memory-integrations.ts";
import { createMemoryQueue, createMemoryRepositoryStore } from "../../fixtures/memory-ports.ts";
import { memoryRemovals } from "../../fixtures/memory-removals.ts";

const NOW = "2026-05-01T12:00:00.000Z";

/** What a request of a test consists of. */
export interface TestRequest {
  readonly method?: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[]>>;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The api function over stores in memory and read models on disk, with members of two organizations. */
export interface ApiFixture {
  readonly call: (request: TestRequest) => Promise<APIGatewayProxyResult & { json: () => unknown }>;
  /** Tokens of the organization `demo` by role. */
  readonly tokens: Readonly<Record<Role, string>>;
  /** Token of an owner of the organization `other`. */
  readonly foreignToken: string;
  readonly members: ReturnType<typeof createMemoryMemberStore>;
  readonly audit: ReturnType<typeof createMemoryAuditLog>;
  readonly integrations: ReturnType<typeof memoryIntegrations>;
  readonly enrollments: ReturnType<typeof memoryEnrollments>;
  readonly activity: ReturnType<typeof memoryActivity>;
  readonly checkReports: Map<string, CheckReport>;
  readonly trend: TrendEntry[];
  readonly removals: ReturnType<typeof memoryRemovals>;
  readonly repositories: ReturnType<typeof createMemoryRepositoryStore>;
  readonly requests: AnalysisMessage[];
  readonly reconcile: ReturnType<typeof createMemoryQueue<ReconcileMessage>>;
  readonly check: ReturnType<typeof createMemoryQueue<CheckMessage>>;
  readonly changes: ReturnType<typeof createMemoryQueue<ReadModelChange>>;
  readonly logged: { message: string; fields: unknown }[];
  readonly dependencies: ApiDependencies;
  readonly publish: (
    organizationId: string,
    entries: readonly ImageEntry[],
    repositories?: readonly RepositoryEntry[],
  ) => Promise<void>;
}

export async function createApiFixture(
  change: (dependencies: ApiDependencies) => ApiDependencies = (same) => same,
): Promise<ApiFixture> {
  const members = createMemoryMemberStore();
  const audit = createMemoryAuditLog();
  const integrations = memoryIntegrations();
  const enrollments = memoryEnrollments();
  const activity = memoryActivity();
  const trend: TrendEntry[] = [];
  const checkReports = new Map<string, CheckReport>();
  const removals = memoryRemovals();
  const check = createMemoryQueue<CheckMessage>();
  const repositories = createMemoryRepositoryStore();
  const requests = createMemoryQueue<AnalysisMessage>();
  const reconcile = createMemoryQueue<ReconcileMessage>();
  const changes = createMemoryQueue<ReadModelChange>();
  const logged: { message: string; fields: unknown }[] = [];
  const images = new Map<string, StoredImage>();
  const blobs = new Map<string, Buffer>();
  const publication = createMemoryPublication();
  const folder = await mkdtemp(join(tmpdir(), "api-"));
  const now = () => new Date(NOW);

  function log(message: string, fields: unknown): void {
    logged.push({ message, fields });
  }

  const dependencies = change({
    members,
    audit,
    models: createReadModels({
      publication,
      folder: join(folder, "reader"),
      log: { info: log, warn: log, error: log },
      now: Date.now,
      recheckAfter: 0,
      patience: 10_000,
    }),
    blobs: { get: (key) => Promise.resolve(blobs.get(key)) },
    images: {
      get: (key) => Promise.resolve(images.get(`${key.organizationId} ${key.digest}`)),
      markQueued: () => Promise.resolve(true),
    },
    repositories,
    integrations,
    enrollments,
    activity,
    removals,
    trend: { since: () => Promise.resolve(trend) },
    checkReports: { get: (id) => Promise.resolve(checkReports.get(id)) },
    check,
    requests,
    readModel: changes,
    reconcile,
    log: { info: log, warn: log, error: log },
    now,
    randomBytes,
    publicUrl: "https://scout.example",
    launch: {
      templateUrl: "https://templates.example/templates/abc/docker-scout.yaml",
      stackName: "DockerScoutECRIntegration",
      callbackUrl: "https://scout.example",
      homeRegion: "us-east-1",
    },
    templateVersion: "3",
    consoleUrl: undefined,
    brand: DEFAULT_BRAND,
  });
  const editor = createReadModelEditor(publication, join(folder, "writer"));
  const demo = await bootstrap("demo", ["owner", "editor", "member"]);
  const other = await bootstrap("other", ["owner"]);
  const handler = createHandler(dependencies);

  async function bootstrap(organization: string, roles: readonly Role[]) {
    const result = await bootstrapOrganization(
      { members, now, randomBytes },
      { organization, renew: false, members: roles.map((role) => ({ name: role, role })) },
    );
    return Object.fromEntries(result.members.map(({ role, token }) => [role, token ?? ""]));
  }

  return {
    tokens: demo as Record<Role, string>,
    foreignToken: other["owner"] ?? "",
    members,
    audit,
    integrations,
    enrollments,
    activity,
    checkReports,
    trend,
    removals,
    check,
    repositories,
    requests: requests.messages,
    reconcile,
    changes,
    logged,
    dependencies,
    async call(request) {
      const result = await handler(toEvent(request), {} as Context);
      return { ...result, json: () => JSON.parse(result.body) as unknown };
    },
    async publish(organizationId, entries, records = []) {
      await editor.edit(
        organizationId,
        () => NOW,
        (draft) => {
          for (const entry of entries) draft.putImage(entry);
          for (const record of records) draft.putRepository(record);
          return Promise.resolve();
        },
      );
      for (const { image, inventory } of entries) {
        const key = { organizationId, ...image };
        if (inventory) blobs.set(inventoryKeyOf(key), Buffer.from(JSON.stringify(inventory)));
        images.set(`${organizationId} ${image.digest}`, {
          organizationId,
          registry: image.registry,
          repository: image.repository,
          digest: image.digest,
          integrationId: "0123456789abcdef",
          state: image.state,
          tags: [],
          indexDigests: [],
          version: 1,
        });
      }
    },
  };
}

function toEvent(request: TestRequest): APIGatewayProxyEvent {
  const body = typeof request.body === "string" ? request.body : JSON.stringify(request.body);
  const query = Object.entries(request.query ?? {}).map(([name, value]) => [name, [value].flat()]);
  return {
    httpMethod: request.method ?? "GET",
    // As on API Gateway's own host, where the stage is in the context alone.
    path: request.path.replace(/^\/v1/, ""),
    headers: {
      ...(request.token === undefined ? {} : { Authorization: `Bearer ${request.token}` }),
      ...request.headers,
    },
    multiValueQueryStringParameters: Object.fromEntries(query) as Record<string, string[]>,
    body: request.body === undefined ? null : body,
    isBase64Encoded: false,
    requestContext: { accountId: "111111111111", requestId: "request-1", path: request.path },
  } as unknown as APIGatewayProxyEvent;
}

/** A token that has the form of one and was never given out. */
export function unknownToken(): string {
  const id = createHash("sha256").update("unknown").digest("hex").slice(0, 20);
  return `scout_pat_${id}_${randomBytes(32).toString("base64url")}`;
}
