import * as z from "zod";
import type { Role } from "../../core/contract/vocabulary.ts";
import type { Principal } from "../../core/members/authenticate.ts";
import type { Member } from "../../core/members/port.ts";
import type { ApiDependencies } from "./dependencies.ts";

/** Who may: anybody, whoever has a valid credential, or members of the organization from a role up. */
export type Access = "public" | "authenticated" | Role;

/** What a handler is given, checked against the route's rules and schemas. */
export interface RouteContext<Query, Body> {
  readonly dependencies: ApiDependencies;
  /** Segments of the path by their name in the template. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** AWS account of the API. */
  readonly accountId: string;
  /** Of a public route there is none. */
  readonly principal: Principal | undefined;
  /** In the organization that the path names; undefined where it names none. */
  readonly role: Role | undefined;
  /** The same, whole; its role is what the credential may. */
  readonly member: Member | undefined;
}

/** One line of the route table: all that is known of an endpoint. */
export interface Route<Query = unknown, Body = unknown> {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With `{name}` for a segment that varies. */
  readonly path: string;
  readonly access: Access;
  /** For the OpenAPI document: a few words, then sentences. */
  readonly summary: string;
  readonly description?: string;
  readonly query: z.ZodType<Query>;
  readonly body: z.ZodType<Body> | undefined;
  /** Status of success. */
  readonly status: 200 | 201 | 202;
  /** Name of the answer's schema among the document's components. */
  readonly answer: string;
  readonly response: z.ZodType;
  /** Media types that the answer may have besides JSON, where the query asks for another form. */
  readonly otherMediaTypes?: readonly string[];
  /** Returns the body of the answer. */
  handle(context: RouteContext<Query, Body>): unknown;
  /** Headers of the answer in another form, `content-type` among them. */
  headers?(context: RouteContext<Query, Body>): Promise<Readonly<Record<string, string>>>;
}

/** A route whose query is of no interest. */
export const NoQuery = z.strictObject({});

/** Checks a route's types against each other, then forgets them for the table. */
export function route<Query, Body>(definition: Route<Query, Body>): Route {
  return definition;
}

/** Who asks, where the route's access says that somebody does. */
export function principalOf({ principal }: RouteContext<unknown, unknown>): Principal {
  if (!principal) throw new Error("The route was called without a principal.");
  return principal;
}

/** A segment of the path that the route's template has. */
export function segment(
  { path }: { readonly path: Readonly<Record<string, string>> },
  name: string,
): string {
  const value = path[name];
  if (value === undefined) throw new Error(`The route's path has no {${name}}.`);
  return value;
}
