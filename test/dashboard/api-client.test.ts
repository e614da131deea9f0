import { expect, test } from "@jest/globals";
import { createApiClient } from "../../dashboard/src/api/api-client.ts";
import { ApiError } from "../../dashboard/src/api/api-error.ts";

interface Asked {
  readonly path: string;
  readonly headers: Headers;
}

/** A client of an API that answers as it is told, and what it was asked. */
function clientOf(
  answer: (asked: Asked, signal: AbortSignal) => Response | Promise<Response>,
  options: { onRefused?: () => Promise<string | undefined>; timeout?: number } = {},
) {
  const asked: Asked[] = [];
  const client = createApiClient({
    token: () => "first",
    onRefused: options.onRefused ?? (() => Promise.resolve(undefined)),
    ...(options.timeout !== undefined && { timeout: options.timeout }),
    async fetch(path, init) {
      const request = { path: path as string, headers: new Headers(init?.headers) };
      asked.push(request);
      return answer(request, init?.signal as AbortSignal);
    },
  });
  return { client, asked };
}

test("sends the session's token", async () => {
  const { client, asked } = clientOf(() => Response.json({ a: 1 }));
  expect(await client.get("/v1/me")).toEqual({ a: 1 });
  expect(asked[0]?.headers.get("authorization")).toBe("Bearer first");
});

test("an answer without news is the one before", async () => {
  const { client } = clientOf(({ headers }) =>
    headers.get("if-none-match") === 'W/"1"'
      ? new Response(null, { status: 304 })
      : Response.json({ a: 1 }, { headers: { etag: 'W/"1"' } }),
  );
  const first = await client.get("/v1/x");
  expect(await client.get("/v1/x")).toBe(first);
});

test("a refused token is renewed once, and the request repeated", async () => {
  const { client, asked } = clientOf(
    ({ headers }) =>
      headers.get("authorization") === "Bearer second"
        ? Response.json({ ok: true })
        : new Response(null, { status: 401 }),
    { onRefused: () => Promise.resolve("second") },
  );
  expect(await client.get("/v1/x")).toEqual({ ok: true });
  expect(asked).toHaveLength(2);
});

test("without another token the session is over", async () => {
  const { client, asked } = clientOf(() => new Response(null, { status: 401 }));
  await expect(client.get("/v1/x")).rejects.toMatchObject({ kind: "session", status: 401 });
  expect(asked).toHaveLength(1);
});

test("a refusal says what the API says", async () => {
  const problem = {
    type: "urn:ecr-scout:problem:forbidden",
    title: "The role is not enough",
    status: 403,
    detail: "Ask an owner.",
    requestId: "r-1",
  };
  const { client } = clientOf(() =>
    Response.json(problem, {
      status: 403,
      headers: { "content-type": "application/problem+json" },
    }),
  );
  const error = await client.change("DELETE", "/v1/x").catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    kind: "refused",
    code: "forbidden",
    message: "Ask an owner.",
    requestId: "r-1",
  });
});

test.each([
  ["a failure", () => new Response("<html>", { status: 502 }), "failed"],
  ["too many requests", () => new Response("", { status: 429 }), "failed"],
  ["an answer of somebody else", () => new Response("<html>"), "failed"],
  ["no network", () => Promise.reject(new TypeError("fetch failed")), "offline"],
])("%s is an error of its kind", async (_, answer, kind) => {
  const { client } = clientOf(answer);
  await expect(client.get("/v1/x")).rejects.toMatchObject({ kind });
});

test("who does not answer is given up", async () => {
  const { client } = clientOf(
    (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(signal.reason as Error);
        });
      }),
    { timeout: 5 },
  );
  await expect(client.get("/v1/x")).rejects.toMatchObject({ kind: "timeout" });
});

test("who lets go of a request gets no error of ours", async () => {
  const { client } = clientOf((_, signal) => Promise.reject(signal.reason as Error));
  const gone = client.get("/v1/x", AbortSignal.abort(new Error("gone")));
  await expect(gone).rejects.toThrow("gone");
});
