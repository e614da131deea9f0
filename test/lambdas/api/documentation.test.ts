import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { Problem } from "../../../core/contract/problem.ts";
import { openApiDocument } from "../../../lambdas/api/openapi.ts";
import type { Route } from "../../../lambdas/api/route.ts";
import { routes } from "../../../lambdas/api/routes.ts";

/** What of the document these tests look at. */
interface Operation {
  readonly operationId: string;
  readonly description: string;
  readonly security: readonly object[];
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}

const document = openApiDocument(routes, "https://scout.example") as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
};
const page = readFileSync(new URL("../../../docs/api.md", import.meta.url), "utf8");
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((text): [string, string] => {
      const [title = ""] = text.split("\n");
      return [title.trim(), text.split(/^## /m)[0] ?? ""];
    }),
);
const named = routes.map((route) => [`${route.method} ${route.path}`, route] as const);

function operationOf(route: Route): Operation {
  const operation = document.paths[route.path]?.[route.method.toLowerCase()];
  if (!operation) throw new Error(`The document lacks ${route.method} ${route.path}.`);
  return operation;
}

function example(section: string, kind: string): unknown {
  const match = new RegExp(`^\`\`\`${kind}\n(.*?)^\`\`\``, "ms").exec(section);
  return JSON.parse(match?.[1] ?? "null") as unknown;
}

describe("the OpenAPI document", () => {
  test("has the routes of the table and no others", () => {
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(named.map(([name]) => name).sort());
  });

  test.each(named)("says of %s who may, and what it takes", (_, route) => {
    const operation = operationOf(route);
    const isPublic = route.access === "public";
    expect(operation.security).toEqual(isPublic ? [] : [{ accessToken: [] }]);
    const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(route.path.match(/\{\w+\}/g) ?? []);
    expect(operation.responses).toHaveProperty(String(route.status));
    expect(operation.responses).toHaveProperty("default");
  });

  test("names each operation once, and every schema that it refers to", () => {
    const ids = routes.map((route) => operationOf(route).operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const references = JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    const wanted = new Set([...references].map(([, name]) => name));
    expect([...wanted].sort()).toEqual(Object.keys(document.components.schemas).sort());
  });

  test("is of the version whose schemas are JSON Schema", () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(JSON.stringify(document)).not.toContain('"$defs"');
  });
});

describe("docs/api.md", () => {
  test("has a section for each route and no others", () => {
    expect([...sections.keys()].sort()).toEqual(named.map(([name]) => name).sort());
  });

  test.each(named)("says of %s what the document says, with an example", (name, route) => {
    const section = sections.get(name) ?? "";
    const { description, parameters } = operationOf(route);
    const rule = /Needs .*?\.$/.exec(description)?.[0] ?? "nothing";
    expect(section).toContain(rule);
    const line = /^Query: (.*)$/m.exec(section)?.[1] ?? "";
    const inQuery = parameters.filter((parameter) => parameter.in === "query");
    expect([...line.matchAll(/`(\w+)`/g)].map(([, parameter]) => parameter)).toEqual(
      inQuery.map((parameter) => parameter.name),
    );
    expect(section).toContain(`Answers ${route.status}:`);
    const answer = example(section, "json");
    expect(answer).not.toBeNull();
    expect(route.response.parse(answer)).toEqual(answer);
    if (route.body && section.includes("```json request")) {
      expect(() => route.body?.parse(example(section, "json request"))).not.toThrow();
    }
  });

  test("shows a problem as it is, and every kind of it", () => {
    const problem = example(page, "json problem");
    expect(Problem.parse(problem)).toEqual(problem);
    const source = new URL("../../../lambdas/runtime/http-problem.ts", import.meta.url);
    const codes = [...readFileSync(source, "utf8").matchAll(/^ {2}"?([a-z-]+)"?: \[(\d{3}), /gm)];
    expect(codes.length).toBeGreaterThan(10);
    for (const [, code = "", status = ""] of codes) {
      expect(page).toMatch(new RegExp(`^\\| ${status} +\\|.*\`${code}\``, "m"));
    }
  });
});
