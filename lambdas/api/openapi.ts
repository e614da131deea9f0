import * as z from "zod";
import { Problem } from "../../core/contract/problem.ts";
import type { Access, Route } from "./route.ts";

/** Version of the API: a change that breaks a client needs another path than /v1. */
const API_VERSION = "1.0.0";

/** What an OpenAPI document's parameters are made from. */
interface ObjectSchema {
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

/**
 * The OpenAPI 3.1 description of a route table: what is not in the table is not in it, and
 * its schemas are those that requests are checked with.
 * https://spec.openapis.org/oas/v3.1.1.html
 */
export function openApiDocument(
  routes: readonly Route[],
  serverUrl: string,
): Record<string, unknown> {
  const paths = Map.groupBy(routes, (route) => route.path);
  return {
    openapi: "3.1.1",
    info: {
      title: "ecr-scout",
      version: API_VERSION,
      description:
        "Images of Amazon ECR registries, their packages and vulnerabilities. Problems are RFC 9457. Lists have `items`, `nextCursor` (null at the end) and `asOf` (when what they show was read); answers to GET have an ETag.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: serverUrl }],
    paths: Object.fromEntries(
      [...paths].map(([path, own]) => [
        path,
        Object.fromEntries(own.map((route) => [route.method.toLowerCase(), operation(route)])),
      ]),
    ),
    components: {
      schemas: {
        Problem: schemaOf(Problem, "output"),
        ...Object.fromEntries(
          routes.map(({ answer, response }) => [answer, schemaOf(response, "output")]),
        ),
      },
      securitySchemes: {
        accessToken: {
          type: "http",
          scheme: "bearer",
          description:
            "A personal access token of one organization, `scout_pat_…`, or a JWT of the operator's identity provider",
        },
      },
    },
  };
}

function operation(route: Route): Record<string, unknown> {
  return {
    operationId: operationId(route),
    summary: route.summary,
    description: [route.description, ruleOf(route.access)].filter(Boolean).join(" "),
    security: route.access === "public" ? [] : [{ accessToken: [] }],
    parameters: [...pathParameters(route.path), ...queryParameters(route.query)],
    ...(route.body && {
      requestBody: { content: { "application/json": { schema: schemaOf(route.body, "input") } } },
    }),
    responses: {
      [route.status]: {
        description: "Success",
        content: {
          "application/json": { schema: { $ref: `#/components/schemas/${route.answer}` } },
          ...Object.fromEntries(
            (route.otherMediaTypes ?? []).map((type) => [type, { schema: { type: "object" } }]),
          ),
        },
      },
      ...(route.method === "GET" && {
        304: { description: "What If-None-Match names is still current" },
      }),
      default: {
        description: "A problem: what happened, why, and what to do",
        content: {
          "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
        },
      },
    },
  };
}

/** Names a route for programs, for example `getImagesByImageIdPackages`. */
export function operationId({ method, path }: Pick<Route, "method" | "path">): string {
  const words = path
    .replace(/^\/v1\/(organizations\/\{organization\}\/)?/, "")
    .split(/[/.]/)
    .map((part) => part.replace(/^\{(.*)\}$/, (_, name: string) => `by-${name}`))
    .flatMap((part) => part.split("-"));
  return [method.toLowerCase(), ...words.map(capitalized)].join("");
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function ruleOf(access: Access): string {
  if (access === "public") return "Needs no credential.";
  if (access === "authenticated") return "Needs a credential.";
  return `Needs the role ${access}.`;
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters(query: z.ZodType): object[] {
  const { properties = {}, required = [] } = schemaOf(query, "input") as ObjectSchema;
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

/** As JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): object {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return json;
}
