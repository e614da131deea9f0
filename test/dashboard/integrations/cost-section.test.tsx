/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { EstimateQuery } from "../../../core/contract/api-estimate.ts";
import { estimate } from "../../../core/integrations/estimate.ts";
import { EcrPage } from "../../../dashboard/src/integrations/ecr-page.tsx";
import { openPage } from "../harness.tsx";

const SETTINGS = { homeRegion: "us-east-1", brandPrefix: "TestScout", measured: null };

function open(query = "") {
  return openPage(<EcrPage />, {
    at: `integrations/amazon-ecr?view=cost${query}`,
    answers: (_, { searchParams }) =>
      estimate(EstimateQuery.parse(Object.fromEntries(searchParams)), SETTINGS),
  });
}

/** By what stands in it: jsdom takes the places where names may break for blanks. */
const rowOf = async (name: RegExp) =>
  within(
    await waitFor(() => {
      const row = screen.getAllByRole("row").find(({ textContent }) => name.test(textContent));
      if (row === undefined) throw new Error(`There is no row ${String(name)}.`);
      return row;
    }),
  );

test("each resource has the published cost beside the true one, and how both come about", async () => {
  open();
  const secret = await rowOf(/ScoutAPICredentials/);
  expect(secret.getByText("$0.42")).toBeTruthy();
  expect(secret.getByText("$0.40")).toBeTruthy();
  expect(secret.getByText(/^As published: .*one read a push/)).toBeTruthy();
  const rule = await rowOf(/TestScoutRepoDeletedRule/);
  expect(rule.getByText("Sends repository deletes.")).toBeTruthy();
  expect(rule.getAllByText("Free")).toHaveLength(2);
  expect((await rowOf(/SetupSubscription/)).getByText("Not listed")).toBeTruthy();
});

test("the early-access layout has one rule and a role of its own", async () => {
  open("&layout=early-access");
  await rowOf(/AssumeRoleScoutSetup/);
  const rule = await rowOf(/AWS::Events::Rule/);
  expect(rule.getByText("Rule")).toBeTruthy();
});

test("what is typed is in the address and estimated", async () => {
  const page = open();
  const pushes = await screen.findByRole("textbox", { name: /Pushes a day/ });
  await userEvent.clear(pushes);
  await userEvent.type(pushes, "1000");
  expect(page.address()).toContain("pushesPerDay=1000");
  expect(page.asked.at(-1)).toContain("pushesPerDay=1000");
  expect((await rowOf(/ApiDestination/)).getByText("$0.006")).toBeTruthy();
});

test("what is no number is said, and not asked for", async () => {
  const { asked } = open("&platforms=1.5&imageMegabytes=-1");
  expect(await screen.findByText("Give a whole number from 1 to 50.")).toBeTruthy();
  expect(screen.getByText("Give a number from 0 to 1,000,000.")).toBeTruthy();
  expect(asked.some((request) => /platforms|imageMegabytes/.test(request))).toBe(false);
});
