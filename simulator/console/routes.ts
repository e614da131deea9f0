import { AwsError } from "../service.ts";
import { callAsRoot, placeOfStack, type ConsoleContext } from "./console-context.ts";
import { createPage, createStackOf } from "./create-page.ts";
import { applyFault } from "./faults.ts";
import { html } from "./html.ts";
import { page } from "./page.ts";
import { readStack } from "./read-stack.ts";
import { stackListPage } from "./stack-list-page.ts";
import { stackPage } from "./stack-page.ts";
import { updatePage, updateStackOf } from "./update-page.ts";

/** A page, or where to go on. */
export type Answer =
  { readonly status: number; readonly page: string } | { readonly location: string };

/** Answers a request by its query or form. @throws AwsError */
export type Route = (context: ConsoleContext, fields: URLSearchParams) => Promise<Answer>;

const ROUTES: Readonly<Record<string, Route>> = {
  "GET /": async (context) => ok(await stackListPage(context)),
  "GET /cloudformation/home": () => Promise.resolve(ok(linkPage())),
  "GET /stacks/create": async (context, fields) => ok(await createPage(context, fields)),
  "POST /stacks/create": async (context, form) => {
    try {
      return toStack(await createStackOf(context, form));
    } catch (error) {
      const message = refusalOf(error);
      return { status: 400, page: await createPage(context, form, message) };
    }
  },
  "GET /stack": async (context, fields) => ok(await stackPage(context, idOf(fields))),
  "GET /stack/update": async (context, fields) => ok(await updatePage(context, fields)),
  "POST /stack/update": async (context, form) => {
    try {
      await updateStackOf(context, form);
      return toStack(idOf(form));
    } catch (error) {
      const message = refusalOf(error);
      return { status: 400, page: await updatePage(context, form, message) };
    }
  },
  "POST /stack/delete": async (context, form) => {
    const id = idOf(form);
    const place = placeOfStack(context, id);
    await callAsRoot(context, place, "cloudformation", "DeleteStack", { StackName: id });
    return toStack(id);
  },
  "POST /stack/break": (context, form) => changeFault(context, form, "break"),
  "POST /stack/repair": (context, form) => changeFault(context, form, "repair"),
};

/** The route of a request, or undefined. */
export function routeOf(method: string, path: string): Route | undefined {
  const key = `${method === "HEAD" ? "GET" : method} ${path}`;
  return Object.hasOwn(ROUTES, key) ? ROUTES[key] : undefined;
}

async function changeFault(
  context: ConsoleContext,
  form: URLSearchParams,
  action: "break" | "repair",
): Promise<Answer> {
  const details = await readStack(context, idOf(form));
  try {
    await applyFault(context, details, form.get("fault") ?? "", action);
    return { location: `${stackAddress(idOf(form))}#faults` };
  } catch (error) {
    const message = refusalOf(error);
    return { status: 400, page: await stackPage(context, idOf(form), message) };
  }
}

/** What AWS says; faults of our own are no refusal. */
function refusalOf(error: unknown): string {
  if (error instanceof AwsError) return error.message;
  throw error;
}

function idOf(fields: URLSearchParams): string {
  return fields.get("id") ?? "";
}

function toStack(id: string): Answer {
  return { location: stackAddress(id) };
}

function stackAddress(id: string): string {
  return `/stack?id=${encodeURIComponent(id)}`;
}

function ok(text: string): Answer {
  return { status: 200, page: text };
}

/** Links of the AWS console end here; the script reads their fragment and goes on. */
function linkPage(): string {
  return page({
    title: "Opening the link",
    main: html`<noscript
        ><p>
          What the link fills in is behind its #, which only a script in the browser can read. Allow
          scripts for this page, or enter the fields yourself.
        </p></noscript
      >
      <p><a href="/stacks/create">Create stack</a></p>`,
  });
}
