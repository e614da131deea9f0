/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { RepositoriesPage } from "../../../dashboard/src/settings/repositories/repositories-page.tsx";
import { openPage } from "../harness.tsx";
import { recordChanges, type SentRequest } from "./requests.ts";

const REGISTRY = "222222222222.dkr.ecr.us-east-1.amazonaws.com";
const WEB = {
  registry: REGISTRY,
  name: "team/web",
  integrationId: "i1",
  activated: true,
  chosen: false,
  retention: { keepLatest: 5 },
  imageCount: 2,
  latest: {
    imageId: "1",
    tags: ["1.0"],
    pushedAt: "2026-11-22T00:00:00.000Z",
    vulnerabilities: null,
  },
};
const API = {
  ...WEB,
  name: "team/api",
  activated: false,
  retention: null,
  imageCount: 0,
  latest: null,
};
const PLACES = [API, WEB].map(({ registry, name }) => ({ registry, name }));

interface Options {
  readonly at?: string;
  readonly role?: "owner" | "editor" | "member";
  readonly change?: (request: SentRequest) => unknown;
}

function open({ at = "settings/repositories", role = "owner", change = done }: Options = {}) {
  const recorded = recordChanges({ repositories: [API, WEB], integrations: [] }, change);
  const page = openPage(<RepositoriesPage />, { at, role, answers: recorded.answers });
  return { ...page, changes: recorded.changes };
}

function done({ method, body }: SentRequest): unknown {
  if (method === "DELETE") return {};
  const { items } = body as { items: readonly { name?: string; pattern?: string }[] };
  return { items: items.map(({ name }) => ({ registry: REGISTRY, name, result: "done" })) };
}

const press = async (name: string, within_: HTMLElement = document.body) =>
  userEvent.click(await within(within_).findByRole("button", { name }));

async function selectBoth(): Promise<void> {
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select team/web" }));
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select team/api" }));
}

async function choose(action: string): Promise<void> {
  await press("More");
  await userEvent.click(await screen.findByRole("menuitem", { name: action }));
}

test("a repository tells whether it is activated, and whether a rule is why", async () => {
  open();
  const web = await screen.findByRole("row", { name: /team\/web/ });
  expect(web.textContent).toContain("Activatedby rule");
  expect(within(web).getByRole("link", { name: "team/web" }).getAttribute("href")).toBe(
    `/o/demo/images?repository=team%2Fweb&registry=${REGISTRY}`,
  );
  const api = await screen.findByRole("row", { name: /team\/api/ });
  expect(api.textContent).toContain("Not activated");
  expect(within(api).queryByRole("link")).toBeNull();
});

test("many are activated at once, with so many of their latest images", async () => {
  const { changes } = open();
  await selectBoth();
  await press("Activate");
  const dialog = await screen.findByRole("dialog", { name: "Activate 2 repositories?" });
  const latest = within(dialog).getByRole("textbox", { name: /Latest images/ });
  await userEvent.type(latest, "101");
  expect(within(dialog).getByText(/A whole number from 1 to 100/)).toBeTruthy();
  await userEvent.clear(latest);
  await userEvent.type(latest, "5");
  await press("Activate", dialog);
  const items = [WEB, API].map(({ registry, name }) => {
    return { registry, name, activated: true, latest: 5 };
  });
  expect(changes).toEqual([{ method: "PATCH", path: "repositories", body: { items } }]);
  expect(await screen.findByRole("button", { name: "Activate" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Clear selection" })).toBeNull();
});

test("a deactivation keeps what was analysed, or purges it, and names rules that hold", async () => {
  const { changes } = open();
  await selectBoth();
  await press("Deactivate");
  const dialog = await screen.findByRole("dialog", { name: "Deactivate 2 repositories?" });
  expect(dialog.textContent).toContain("1 of these is activated by a rule");
  await userEvent.click(within(dialog).getByRole("radio", { name: "Purge" }));
  await press("Deactivate", dialog);
  expect(changes[0]?.body).toEqual({
    items: [WEB, API].map(({ registry, name }) => {
      return { registry, name, activated: false, purge: true };
    }),
  });
});

test("retention of single repositories: limits, or their registry's", async () => {
  const { changes } = open();
  await selectBoth();
  await choose("Set retention");
  const dialog = await screen.findByRole("dialog", { name: "Retention of 2 repositories" });
  await userEvent.click(within(dialog).getByRole("radio", { name: "Within limits" }));
  await press("Save", dialog);
  expect(within(dialog).getByText("Set at least one of the two limits.")).toBeTruthy();
  expect(changes).toEqual([]);
  await userEvent.click(within(dialog).getByRole("radio", { name: "As its registry" }));
  await press("Save", dialog);
  expect((changes[0]?.body as { items: unknown[] }).items[0]).toEqual({
    ...PLACES[1],
    retention: null,
  });
});

test("the retention of one is shown, and is what its dialog begins with", async () => {
  open();
  const row = await screen.findByRole("row", { name: /team\/web/ });
  expect(within(row).getByText("At most the latest 5 images of a repository")).toBeTruthy();
  expect(screen.getByText("As its registry")).toBeTruthy();
  await userEvent.click(within(row).getByRole("checkbox"));
  await choose("Set retention");
  const dialog = await screen.findByRole("dialog", { name: "Retention of 1 repository" });
  const limit = within(dialog).getByRole("textbox", { name: /^Latest images/ });
  expect((limit as HTMLInputElement).value).toBe("5");
});

test("a purge asks for each repository", async () => {
  const { changes } = open();
  await selectBoth();
  await choose("Purge what is stored");
  await press("Purge", await screen.findByRole("dialog", { name: /Purge what is stored of 2/ }));
  await waitFor(() => {
    expect(changes.length).toBe(2);
  });
  expect(changes.map(({ method, path }) => `${method} ${path}`)).toEqual([
    `DELETE repositories?registry=${REGISTRY}&name=team%2Fweb`,
    `DELETE repositories?registry=${REGISTRY}&name=team%2Fapi`,
  ]);
});

test("what is filtered is activated by a pattern, too", async () => {
  const { changes } = open({ at: `settings/repositories?name=team%2F&registry=${REGISTRY}` });
  await screen.findByRole("row", { name: /team\/web/ });
  await choose("Activate by pattern");
  const dialog = await screen.findByRole("dialog", { name: "Activate by pattern" });
  expect(await within(dialog).findByText("team/api and team/web")).toBeTruthy();
  await press("Activate", dialog);
  expect(changes[0]?.body).toEqual({
    items: [{ registry: REGISTRY, pattern: "team/*", activated: true }],
  });
});

test("without a selection, and for who may not, the buttons say why", async () => {
  open({ role: "member" });
  const activate = await screen.findByRole("button", { name: "Activate" });
  expect(activate.getAttribute("aria-disabled")).toBe("true");
  expect(activate.textContent).toContain("This takes the role Editor; yours is Member.");
});

test("editors choose, owners purge", async () => {
  open({ role: "editor" });
  const activate = await screen.findByRole("button", { name: "Activate" });
  expect(activate.textContent).toContain("Select repositories in the list first.");
  await selectBoth();
  expect(activate.getAttribute("aria-disabled")).toBeNull();
  await press("More");
  const purge = await screen.findByRole("menuitem", { name: /Purge what is stored/ });
  expect(purge.getAttribute("aria-disabled")).toBe("true");
});
