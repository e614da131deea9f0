import { beforeEach, describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { AuditEntry } from "../../../core/contract/api-audit.ts";
import { listOf } from "../../../core/contract/page.ts";
import { TransientError } from "../../../core/errors.ts";
import { memberIdOf } from "../../../core/members/member-id.ts";
import { openApiDocument } from "../../../lambdas/api/openapi.ts";
import { routes } from "../../../lambdas/api/routes.ts";
import { type ApiFixture, createApiFixture, type TestRequest } from "./api-fixture.ts";
import { signInAs, withSignIn } from "./sign-in.ts";

const DEMO = "/v1/organizations/demo";
const AuditList = listOf(AuditEntry);

let api: ApiFixture;

beforeEach(async () => {
  api = await createApiFixture(withSignIn);
});

/** As the owner, unless told otherwise. */
async function ask(request: TestRequest) {
  const response = await api.call({ token: api.tokens.owner, ...request });
  return { status: response.statusCode, body: response.json() as Record<string, unknown> };
}

const createToken = (name: string) =>
  ask({ method: "POST", path: `${DEMO}/tokens`, body: { name, expiresInDays: 1 } });
const entries = () => api.audit.rows.map(({ entry }) => entry);

describe("every route that changes something", () => {
  const changing = routes.filter(({ method }) => method !== "GET");

  test.each(changing.map((route) => [`${route.method} ${route.path}`, route] as const))(
    "says whose it is: %s",
    (_, { path, response, access }) => {
      const answered = response instanceof z.ZodObject ? Object.keys(response.shape) : [];
      const isNamed = path.startsWith("/v1/organizations/{organization}/");
      expect(isNamed || answered.includes("organizationId")).toBe(true);
      expect(access).not.toBe("public");
    },
  );
});

describe("a change is written down", () => {
  test("with who, what, when and on what", async () => {
    const { body } = await createToken("CI");
    const [tokenId] = api.tokens.owner.split("_").slice(2);
    expect(api.audit.rows).toEqual([
      {
        organizationId: "demo",
        entry: {
          auditId: expect.stringMatching(/^[0-9a-f]{16}$/),
          at: "2026-05-01T12:00:00.000Z",
          action: "Create a personal access token",
          operation: "postTokens",
          actor: { issuer: "ecr-scout", subject: "demo/owner", name: "owner", tokenId },
          target: {
            name: "CI",
            tokenId: body["tokenId"],
            memberId: memberIdOf({ issuer: "ecr-scout", subject: "demo/owner" }),
          },
          request: { name: "CI", scope: "read", expiresInDays: 1 },
          requestId: "request-1",
        },
      },
    ]);
  });

  test("of any kind, as the OpenAPI document calls it", async () => {
    const { body } = await ask({ method: "POST", path: `${DEMO}/integrations`, body: {} });
    const integrationId = String(body["integrationId"]);
    await ask({ method: "DELETE", path: `${DEMO}/integrations/${integrationId}` });
    await ask({
      method: "PATCH",
      path: `${DEMO}/members/${memberIdOf({ issuer: "ecr-scout", subject: "demo/member" })}`,
      body: { role: "editor" },
    });
    expect(entries().map(({ action, target }) => [action, target])).toEqual([
      ["Create an integration", { integrationId }],
      ["Remove an integration", { integrationId }],
      ["Change a member's role", { name: "member", memberId: expect.any(String) }],
    ]);
    expect(entries()[2]?.request).toEqual({ role: "editor" });
    const document = JSON.stringify(openApiDocument(routes, "https://scout.example"));
    for (const { operation } of entries()) expect(document).toContain(`"${operation}"`);
    expect(JSON.stringify(entries())).not.toContain("setup/");
  });

  test("where an invitation is accepted: in its organization, without its token", async () => {
    const path = `${DEMO}/invitations`;
    const made = await ask({ method: "POST", path, body: { role: "editor" } });
    const { token: invitation, invitationId } = made.body as Record<string, string>;
    const token = signInAs("carol", "Carol");
    await ask({ method: "POST", path: `/v1/invitations/${invitation ?? ""}`, token });
    expect(api.audit.rows[1]).toMatchObject({
      organizationId: "demo",
      entry: {
        action: "Accept an invitation",
        actor: { issuer: "https://login.example", subject: "carol", name: "Carol", tokenId: null },
        target: { memberId: expect.any(String), name: "Carol" },
      },
    });
    expect(entries()[0]?.target).toEqual({ invitationId });
    expect(JSON.stringify(api.audit.rows)).not.toContain("scout_inv");
  });

  test("and nothing else: no reading, and nothing that was refused", async () => {
    await ask({ path: `${DEMO}/tokens` });
    await ask({ path: `${DEMO}/audit` });
    await ask({ method: "POST", path: `${DEMO}/tokens`, body: {} });
    await ask({ method: "POST", path: `${DEMO}/invitations`, token: api.tokens.editor });
    await ask({ method: "DELETE", path: `${DEMO}/tokens/${"0".repeat(20)}` });
    expect(entries()).toEqual([]);
  });

  test("or is in the log, and its answer is not lost", async () => {
    const down = new TransientError("dynamodb-unavailable", "down");
    api.audit.append = () => Promise.reject(down);
    const { status, body } = await createToken("CI");
    expect(status).toBe(201);
    expect(api.logged).toEqual([
      {
        message: "change not recorded",
        fields: {
          organizationId: "demo",
          entry: expect.objectContaining({ action: "Create a personal access token" }),
          error: down,
        },
      },
    ]);
    expect(JSON.stringify(api.logged)).not.toContain(String(body["token"]));
  });
});

describe("the audit list", () => {
  test("is for owners, the newest first, page by page", async () => {
    for (const name of ["one", "two", "three"]) await createToken(name);
    api.audit.rows.splice(
      0,
      3,
      ...api.audit.rows.map(({ organizationId, entry }, index) => ({
        organizationId,
        entry: { ...entry, at: `2026-05-01T12:00:0${index}.000Z` },
      })),
    );
    const path = `${DEMO}/audit`;
    const first = AuditList.parse((await ask({ path, query: { limit: "2" } })).body);
    expect(first.items.map(({ target }) => target["name"])).toEqual(["three", "two"]);
    const cursor = String(first.nextCursor);
    const rest = AuditList.parse((await ask({ path, query: { limit: "2", cursor } })).body);
    expect(rest.items.map(({ target }) => target["name"])).toEqual(["one"]);
    expect(rest.nextCursor).toBeNull();
    const other = await ask({ path: "/v1/organizations/other/audit", token: api.foreignToken });
    expect(other.body).toMatchObject({ items: [] });
  });
});
