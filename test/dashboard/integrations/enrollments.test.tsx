/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { EnrollmentSummary } from "../../../core/contract/api-enrollments.ts";
import { EcrPage } from "../../../dashboard/src/integrations/ecr-page.tsx";
import { EnrollmentPage } from "../../../dashboard/src/integrations/enrollment-page.tsx";
import { openPage } from "../harness.tsx";
import { ENROLLMENT, listOf } from "./answers.ts";

function openList(role: "owner" | "editor" = "owner") {
  const sent: unknown[] = [];
  const page = openPage(<EcrPage />, {
    at: "integrations/amazon-ecr?view=organizations",
    role,
    answers(method, _, body) {
      if (method === "GET") return listOf([ENROLLMENT]);
      sent.push(body);
      return { ...ENROLLMENT, enrollmentId: "e2" };
    },
  });
  return { ...page, sent };
}

function openOne(enrollment: EnrollmentSummary = ENROLLMENT) {
  const sent: string[] = [];
  const page = openPage(<EnrollmentPage />, {
    at: "integrations/amazon-ecr/organizations/e1",
    path: "integrations/amazon-ecr/organizations/:enrollmentId",
    answers(method, { pathname }, body) {
      if (method !== "GET")
        sent.push(`${method} ${pathname.split("/demo/")[1] ?? ""} ${JSON.stringify(body)}`);
      return enrollment;
    },
  });
  return { ...page, sent };
}

const press = async (name: string, within_: HTMLElement = document.body) =>
  userEvent.click(await within(within_).findByRole("button", { name }));

test("an enrollment is created with its allow-list", async () => {
  const page = openList();
  await press("Create enrollment");
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.type(dialog.getByRole("textbox", { name: "Name" }), " Production ");
  const accounts = dialog.getByRole("textbox", { name: /^Accounts/ });
  await userEvent.type(accounts, "333333333333, 44");
  expect(dialog.getByText("Not the ID of an AWS account: 44")).toBeTruthy();
  const submit = dialog.getByRole("button", { name: "Create enrollment" });
  expect(submit.hasAttribute("disabled")).toBe(true);
  await userEvent.type(accounts, "4444444444");
  await userEvent.click(dialog.getByRole("radio", { name: "Listing" }));
  await userEvent.click(submit);
  expect(page.sent).toEqual([
    {
      name: "Production",
      allowedAccounts: ["333333333333", "444444444444"],
      activation: "selected",
      delivery: "poll",
    },
  ]);
  expect(page.address()).toBe("/o/demo/integrations/amazon-ecr/organizations/e2");
});

test("editors are told whose it is, and nothing is asked for", async () => {
  const { asked } = openList("editor");
  expect(
    await screen.findByText(/^One StackSet.*takes the role Owner; yours is Editor/),
  ).toBeTruthy();
  expect(asked).toEqual([]);
});

test("an enrollment shows what its StackSet is made with", async () => {
  openOne();
  const row = await screen.findByRole("row", { name: /SetupEndpoint/ });
  expect(within(row).getByText("https://api.test/v1/setup/secret")).toBeTruthy();
  expect(screen.getByText("aws create-set")).toBeTruthy();
});

test("all accounts are let in from now on", async () => {
  const { sent } = openOne();
  await press("Change");
  const dialog = await screen.findByRole("dialog", { name: "Change the enrollment" });
  await userEvent.click(within(dialog).getAllByRole("radio", { name: "All" })[0] as never);
  await press("Save", dialog);
  expect(sent).toEqual([
    'PATCH enrollments/e1 {"name":"Production","allowedAccounts":"*","activation":"selected"}',
  ]);
});

test.each([
  ["Replace token", /^Replace the token of .*Production.*\?$/, "POST enrollments/e1/renew {}"],
  ["Close", /^Close .*Production.*\?$/, "DELETE enrollments/e1 undefined"],
])("%s asks first", async (button, title, request) => {
  const { sent } = openOne();
  await press(button);
  const dialog = await screen.findByRole("dialog", { name: title });
  expect(sent).toEqual([]);
  await userEvent.click(within(dialog).getAllByRole("button", { name: button }).at(-1) as never);
  expect(sent).toEqual([request]);
});

test("a closed one has nothing to launch or to change", async () => {
  openOne({ ...ENROLLMENT, closedAt: "2026-11-22T00:00:00.000Z", launch: null });
  expect(await screen.findByRole("heading", { name: "Production" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Replace token" })).toBeNull();
  expect(screen.queryByText("What the StackSet is made with")).toBeNull();
});
