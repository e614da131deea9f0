/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import { EcrPage } from "../../../dashboard/src/integrations/ecr-page.tsx";
import { openPage } from "../harness.tsx";
import { CONNECTED, listOf, PENDING } from "./answers.ts";

const AT = "integrations/amazon-ecr";

function open(
  items: readonly IntegrationSummary[],
  role: "owner" | "member" = "owner",
  query = "",
) {
  const sent: string[] = [];
  const page = openPage(<EcrPage />, {
    at: `${AT}${query}`,
    role,
    answers(method, url, body) {
      if (method === "GET") return listOf(items);
      sent.push(`${method} ${url.pathname} ${JSON.stringify(body)}`);
      return { ...CONNECTED, integrationId: "i1" };
    },
  });
  return { ...page, sent };
}

test("a registry is a row: account, Region, status, and what happened lately", async () => {
  const { asked } = open([CONNECTED]);
  const row = await screen.findByRole("row", { name: /222222222222/ });
  expect(within(row).getByText("us-east-1")).toBeTruthy();
  expect(within(row).getByText("Connected")).toBeTruthy();
  expect(within(row).getByText("7")).toBeTruthy();
  expect(asked).toEqual(["GET /v1/organizations/demo/integrations"]);
});

test("Pending, by the brand's own word, leads an owner back to the wizard", async () => {
  open([PENDING]);
  const link = await screen.findByRole("link", { name: /In progress/ });
  expect(link.getAttribute("href")).toBe("https://console.test/wizard");
  expect(link.getAttribute("target")).toBe("_blank");
  expect(link.getAttribute("rel")).toContain("noopener");
});

test("who has no link is told who has", async () => {
  open([{ ...PENDING, launch: null }], "member");
  await userEvent.click(await screen.findByRole("button", { name: /In progress/ }));
  expect(await screen.findByText(/An owner of the organization finds the link/)).toBeTruthy();
});

test("an error says why and what to do", async () => {
  const reason = "AWS does not let us assume the role.";
  open([{ ...CONNECTED, status: "error", statusLabel: "Error", statusReason: reason }]);
  await userEvent.click(await screen.findByRole("button", { name: /Error/ }));
  expect(await screen.findByText(reason)).toBeTruthy();
  expect(screen.getByText(/remove the integration and create it again/)).toBeTruthy();
});

test("an update of the template says what it brings", async () => {
  const templateUpdate = {
    from: "2",
    to: "3",
    changes: ["Asks for less."],
    url: "https://c.test/",
  };
  open([{ ...CONNECTED, templateUpdate }]);
  await userEvent.click(await screen.findByRole("button", { name: /2 → 3/ }));
  expect(await screen.findByText("Asks for less.")).toBeTruthy();
  const link = screen.getByRole("link", { name: /Update the stack/ });
  expect(link.getAttribute("href")).toBe("https://c.test/");
});

test("members may look; what they may not do says why", async () => {
  open([CONNECTED], "member");
  const row = await screen.findByRole("row", { name: /222222222222/ });
  const buttons = [
    ...screen.getAllByRole("button", { name: /Create on AWS/ }),
    screen.getByRole("button", { name: /Add/ }),
    within(row).getByRole("button", { name: "Remove 222222222222 · us-east-1" }),
  ];
  for (const button of buttons) {
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(button.getAttribute("aria-describedby")).toBeTruthy();
  }
});

test("where none is integrated, the way to the first one", async () => {
  open([]);
  expect(await screen.findByText("No registry is integrated yet")).toBeTruthy();
  expect(screen.getAllByRole("button", { name: /Create on AWS/ })).toHaveLength(2);
});

test("an account that waits is approved by an owner", async () => {
  const enrollment = { enrollmentId: "e1", approval: "waiting" } as const;
  const { sent } = open([{ ...CONNECTED, enrollment }]);
  expect(await screen.findByText("Waits for approval")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Approve" }));
  const dialog = await screen.findByRole("dialog", { name: "Approve 222222222222 · us-east-1?" });
  await userEvent.click(within(dialog).getByRole("button", { name: "Approve" }));
  expect(sent).toEqual(["POST /v1/organizations/demo/integrations/i1/approve {}"]);
});

test("a removal names the stack that stays, then shows how far it is", async () => {
  const page = open([CONNECTED]);
  const { sent } = page;
  await userEvent.click(await screen.findByRole("button", { name: /^Remove 2222/ }));
  const dialog = await screen.findByRole("dialog", { name: "Remove 222222222222 · us-east-1?" });
  expect(dialog.textContent).toContain("delete the stack TestECRIntegration");
  expect(sent).toEqual([]);
  await userEvent.click(within(dialog).getByRole("button", { name: "Remove" }));
  expect(sent).toEqual(["DELETE /v1/organizations/demo/integrations/i1 undefined"]);
  expect(page.address()).toBe("/o/demo/integrations/amazon-ecr/removed/i1");
});

test("the address filters and sorts them, without asking the API for it", async () => {
  const { asked } = open([PENDING, CONNECTED], "owner", "?registries.status=connected");
  expect(await screen.findByRole("row", { name: /222222222222/ })).toBeTruthy();
  expect(screen.queryByText("In progress")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Clear filters" }));
  expect(await screen.findByText("In progress")).toBeTruthy();
  expect(new Set(asked)).toEqual(new Set(["GET /v1/organizations/demo/integrations"]));
});
