import { createHash, randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { createReadModelEditor } from "../../../adapters/sqlite/read-model-editor.ts";
import { createReadModels } from "../../../adapters/sqlite/read-models.ts";
import type { AnalysisMessage } from "../../../core/contract/analysis-request.ts";
import type { Role } from "../../../core/contract/vocabulary.ts";
import { inventoryKeyOf } from "../../../core/images/blob-keys.ts";
import type { StoredImage } from "../../../core/images/image-store.ts";
import type { ImageEntry } from "../../../core/images/read-model-draft.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import { bootstrapOrganization } from "../../../core/members/bootstrap.ts";
import type { ApiDependencies } from "../../../lambdas/api/dependencies.ts";
import { createHandler } from "../../../lambdas/api/handler.ts";
import { createMemoryPublication } from "../../adapters/sqlite/memory-publication.ts";
import { createMemoryMemberStore } from "../../core/members/memory-member-store.ts";

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
  readonly integrations: Map<string, Integration>;
  readonly requests: AnalysisMessage[];
  readonly logged: { message: string; fields: unknown }[];
  readonly dependencies: ApiDependencies;
  readonly publish: (organizationId: string, entries: readonly ImageEntry[]) => Promise<void>;
}

export async function createApiFixture(
  change: (dependencies: ApiDependencies) => ApiDependencies = (same) => same,
): Promise<ApiFixture> {
  const members = createMemoryMemberStore();
  const integrations = new Map<string, Integration>();
  const requests: AnalysisMessage[] = [];
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
    repositories: { ensure: () => Promise.resolve() },
    integrations: {
      get: (id) => Promise.resolve(integrations.get(id)),
      create: (integration) => {
        integrations.set(integration.integrationId, integration);
        return Promise.resolve();
      },
      connect: (id, connection) => {
        const known = integrations.get(id);
        const isOther = known?.connection && known.connection.stackId !== connection.stackId;
        if (!known || isOther) return Promise.resolve(false);
        integrations.set(id, { ...known, connection, status: "connected" });
        return Promise.resolve(true);
      },
      list: (organizationId) =>
        Promise.resolve(
          [...integrations.values()].filter((one) => one.organizationId === organizationId),
        ),
    },
    requests: queueOf(requests),
    readModel: queueOf([]),
    log: { info: log, warn: log, error: log },
    now,
    randomBytes,
    publicUrl: "https://scout.example",
    templateUrl: undefined,
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
    integrations,
    requests,
    logged,
    dependencies,
    async call(request) {
      const result = await handler(toEvent(request), {} as Context);
      return { ...result, json: () => JSON.parse(result.body) as unknown };
    },
    async publish(organizationId, entries) {
      await editor.edit(
        organizationId,
        () => NOW,
        (draft) => {
          for (const entry of entries) draft.putImage(entry);
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

function queueOf<T>(sent: T[]) {
  return {
    send(message: T) {
      sent.push(message);
      return Promise.resolve();
    },
    sendAll(messages: readonly T[]) {
      sent.push(...messages);
      return Promise.resolve();
    },
  };
}

function toEvent(request: TestRequest): APIGatewayProxyEvent {
  const body = typeof request.body === "string" ? request.body : JSON.stringify(request.body);
  const query = Object.entries(request.query ?? {}).map(([name, value]) => [name, [value].flat()]);
  return {
    httpMethod: request.method ?? "GET",
    path: request.path,
    headers: {
      ...(request.token === undefined ? {} : { Authorization: `Bearer ${request.token}` }),
      ...request.headers,
    },
    multiValueQueryStringParameters: Object.fromEntries(query) as Record<string, string[]>,
    body: request.body === undefined ? null : body,
    isBase64Encoded: false,
    requestContext: { accountId: "111111111111", requestId: "request-1" },
  } as unknown as APIGatewayProxyEvent;
}

/** A token that has the form of one and was never given out. */
export function unknownToken(): string {
  const id = createHash("sha256").update("unknown").digest("hex").slice(0, 20);
  return `scout_pat_${id}_${randomBytes(32).toString("base64url")}`;
}
