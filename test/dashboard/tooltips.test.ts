/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { placeTooltips } from "../../dashboard/src/app/tooltips.ts";

let stop: () => void;
beforeEach(() => {
  stop = placeTooltips(document);
});
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

/** As the design system does: an element at the end of the body, filled afterwards. */
async function open(role: string): Promise<HTMLElement> {
  const portal = document.createElement("div");
  document.body.append(portal);
  await Promise.resolve();
  const content = document.createElement("div");
  content.setAttribute("role", role);
  portal.append(content);
  await Promise.resolve();
  return portal;
}

test("a hint belongs to the page as a status that is not read out twice", async () => {
  const portal = await open("tooltip");
  expect(portal.getAttribute("role")).toBe("status");
  expect(portal.getAttribute("aria-live")).toBe("off");
});

test("a dialog stays what it is", async () => {
  expect((await open("dialog")).hasAttribute("role")).toBe(false);
});
