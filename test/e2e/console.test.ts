import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { IntegrationSummary } from "../../core/contract/api-integrations.ts";
import type { CheckReport } from "../../core/contract/check-report.ts";
import {
  startLocalModeProcess,
  until,
  type LocalModeProcess,
} from "../fixtures/local-mode-process.ts";

const INTEGRATIONS = "/organizations/demo/integrations";
let directory: string;
let local: LocalModeProcess;
let origin = "";
/** The integration that is connected by hand. */
let mine: IntegrationSummary;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "console-"));
  const account = ["--unconnected", "444444444444:eu-west-1"];
  local = await startLocalModeProcess(directory, ["--no-demo", ...account]);
  origin = /CloudFormation +(http:\/\/127\.0\.0\.1:\d+)/.exec(local.output())?.[1] ?? "";
}, 120_000);
afterAll(async () => {
  await local.stop("SIGTERM");
  rmSync(directory, { recursive: true, force: true });
});

/** Calls the API as the owner. */
async function call<T>(method: string, to: string, body?: object): Promise<T> {
  const response = await fetch(`${local.url}/v1${to}`, {
    method,
    headers: {
      authorization: `Bearer ${local.tokens.owner}`,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${to}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Sends a form of the console. @returns where it leads */
async function submit(to: string, form: URLSearchParams): Promise<string> {
  const answer = await fetch(`${origin}${to}`, { method: "POST", body: form, redirect: "manual" });
  const location = answer.headers.get("location");
  if (location === null) throw new Error(`${to}: ${answer.status} ${await answer.text()}`);
  return location;
}

async function show(to: string): Promise<string> {
  const answer = await fetch(`${origin}${to}`);
  return answer.text();
}

/** The fields of the page's form that sends, filled in as they are. */
function fieldsOf(page: string): URLSearchParams {
  const form = page.slice(page.indexOf('method="post"'));
  const fields = new URLSearchParams();
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const name = /\sname="([^"]*)"/.exec(input)?.[1] ?? "";
    const value = /\svalue="([^"]*)"/.exec(input)?.[1] ?? "";
    // The box is ticked.
    fields.set(name, value.replaceAll("&amp;", "&"));
  }
  fields.set("place", /<option value="([^"]*)"\s+selected/.exec(form)?.[1] ?? "");
  return fields;
}

async function settled(stackId: string, status: string): Promise<void> {
  await until(`the stack is ${status}`, async () =>
    new RegExp(`id="status"[^>]*>\\s*<span class="badge \\w+">${status}<`).test(
      await show(`/stack?id=${encodeURIComponent(stackId)}`),
    ),
  );
}

async function refresh(): Promise<IntegrationSummary> {
  return call("GET", `${INTEGRATIONS}/${mine.integrationId}`);
}

/** Has the integration checked, and waits for a report that holds what is expected. */
async function checked(what: string, holds: (report: CheckReport) => boolean): Promise<void> {
  const to = `${INTEGRATIONS}/${mine.integrationId}/check`;
  const { requestedAt } = await call<{ requestedAt: string }>("POST", to);
  await until(what, async () => {
    const answer = await local.get(to, local.tokens.owner);
    if (!answer.ok) return false;
    const report = (await answer.json()) as CheckReport;
    return report.checkedAt >= requestedAt && holds(report);
  });
}

function stackId(): string {
  return mine.connection?.stackId ?? "";
}

test("the link of an integration leads to the wizard here, which launches its stack", async () => {
  mine = await call("POST", INTEGRATIONS, { activation: "all", region: "eu-west-1" });
  const link = new URL(mine.launch?.url ?? "");
  expect(link.origin).toBe(origin);
  expect(await show(`${link.pathname}${link.search}`)).toContain("/console.js");

  // What the page's script makes of the fragment.
  const [page = "", fragment = ""] = link.hash.slice(1).split("?");
  expect(page).toBe("/stacks/create/review");
  const fields = fieldsOf(await show(`/stacks/create?region=eu-west-1&${fragment}`));
  expect(Object.fromEntries(fields)).toMatchObject({
    place: "444444444444 in eu-west-1",
    stackName: "DockerScoutECRIntegration",
    templateURL: mine.launch?.templateUrl,
    param_ExternalId: mine.launch?.parameters["ExternalId"],
    param_TrustedAccountId: "111111111111",
    capability: "CAPABILITY_IAM",
  });
  const location = await submit("/stacks/create", fields);
  const id = new URL(location, origin).searchParams.get("id") ?? "";
  await settled(id, "CREATE_COMPLETE");
  mine = await refresh();
  expect(mine).toMatchObject({
    status: "connected",
    registry: "444444444444.dkr.ecr.eu-west-1.amazonaws.com",
    connection: { stackId: id },
  });
});

test("a whole stack passes its check", async () => {
  await checked("all is well", ({ outcome }) => outcome === "ok");
});

test.each([
  "rule-deleted:DockerScoutEcrRule",
  "trust-open:AssumeRoleEcrAccess",
  // The check before was let in: that the stack is minutes old explains nothing.
  "trust-nobody:AssumeRoleEcrAccess",
  "secrets-denied:AssumeRoleEcrAccess",
  "secret-deleted:ScoutAPICredentials",
  "connection-deauthorized:Connection",
])("%s is found by the check, and its repair too", async (fault) => {
  const form = new URLSearchParams({ id: stackId(), fault });
  await submit("/stack/break", form);
  await checked("something is wrong", ({ outcome }) => outcome !== "ok");
  await submit("/stack/repair", form);
  await checked("all is well again", ({ outcome }) => outcome === "ok");
});

test("a stack that is deleted here shows at once, and its link launches it again", async () => {
  await submit("/stack/delete", new URLSearchParams({ id: stackId() }));
  await settled(stackId(), "DELETE_COMPLETE");
  const deleted = await refresh();
  expect(deleted.status).toBe("error");
  const [, fragment = ""] = new URL(deleted.launch?.url ?? "").hash.split("?");
  const page = await show(`/stacks/create?region=eu-west-1&${fragment}`);
  const location = await submit("/stacks/create", fieldsOf(page));
  await settled(new URL(location, origin).searchParams.get("id") ?? "", "CREATE_COMPLETE");
  mine = await refresh();
  expect(mine.status).toBe("connected");
});
