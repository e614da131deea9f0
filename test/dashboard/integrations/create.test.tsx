/** @jest-environment jsdom */
import { beforeEach, expect, test } from "@jest/globals";
import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { Notifications } from "../../../dashboard/src/app/notifications.tsx";
import { CreatePage } from "../../../dashboard/src/integrations/create-page.tsx";
import { EcrPage } from "../../../dashboard/src/integrations/ecr-page.tsx";
import { openPage, refusal } from "../harness.tsx";
import { listOf, PENDING } from "./answers.ts";

/** What became of the tab that was opened. */
let tab: { opener: unknown; address?: string; isClosed?: boolean } | undefined;

beforeEach(() => {
  tab = undefined;
  window.open = () => {
    const opened: typeof tab = { opener: window };
    tab = opened;
    return Object.assign(opened, {
      location: { replace: (address: string) => (opened.address = address) },
      close: () => (opened.isClosed = true),
    }) as never;
  };
});

function open(which: "list" | "form", created: unknown = PENDING) {
  const sent: unknown[] = [];
  const at = which === "list" ? "integrations/amazon-ecr" : "integrations/amazon-ecr/create";
  const shown = (
    <>
      <Notifications />
      {which === "list" ? <EcrPage /> : <CreatePage />}
    </>
  );
  const page = openPage(shown, {
    at,
    answers(method, _, body) {
      if (method === "GET") return listOf([PENDING]);
      sent.push(body);
      return created;
    },
  });
  return { ...page, sent };
}

const create = async () =>
  userEvent.click((await screen.findAllByRole("button", { name: /Create on AWS/ }))[0] as never);

test("Create on AWS opens the wizard in a tab that knows nothing of this one", async () => {
  const { sent } = open("list");
  await create();
  expect(sent).toEqual([{}]);
  expect(tab).toMatchObject({ opener: null, address: "https://console.test/wizard" });
  expect(await screen.findByText("The integration waits for its stack")).toBeTruthy();
  const again = screen.getByRole("link", { name: /Open the wizard/ });
  expect(again.getAttribute("href")).toBe("https://console.test/wizard");
});

test("a refusal closes the tab and says why", async () => {
  open("list", refusal(403, "forbidden", "Only owners create integrations."));
  await create();
  expect(tab?.isClosed).toBe(true);
  expect(await screen.findByText("Only owners create integrations.")).toBeTruthy();
});

test("without a published template no tab stays, and what to do is said", async () => {
  open("list", { ...PENDING, launch: { ...PENDING.launch, url: null } });
  await create();
  expect(tab?.isClosed).toBe(true);
  expect(await screen.findByText(/The operator has published no template/)).toBeTruthy();
});

test("what is chosen in the form is asked for, what is left open is not", async () => {
  const page = open("form");
  await userEvent.click(await screen.findByRole("radio", { name: "All" }));
  await userEvent.type(screen.getByRole("textbox", { name: /Latest images/ }), "5");
  await userEvent.type(screen.getByRole("combobox", { name: /Region/ }), "eu-west-1");
  await userEvent.type(screen.getByRole("textbox", { name: /may be read/ }), "team/web\nteam/*");
  await userEvent.click(screen.getByRole("radio", { name: "Early access" }));
  await create();
  expect(page.sent).toEqual([
    {
      activation: "all",
      latest: 5,
      region: "eu-west-1",
      layout: "early-access",
      scope: ["team/web", "team/*"],
    },
  ]);
  expect(tab?.address).toBe("https://console.test/wizard");
  expect(page.address()).toBe("/o/demo/integrations/amazon-ecr");
});

test("what can't be asked for is said beside the field, and not sent", async () => {
  const { sent } = open("form");
  await userEvent.type(await screen.findByRole("textbox", { name: /may be read/ }), "BAD!");
  expect(screen.getByText(/Not the name of a repository.*BAD!/)).toBeTruthy();
  await create();
  expect(sent).toEqual([]);
  expect(tab).toBeUndefined();
});
