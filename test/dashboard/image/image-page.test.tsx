/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HOSTILE, IMAGE, openImage } from "./image-world.tsx";

test("an image says what it is: tags, digests, platform, state, counts", async () => {
  openImage();
  expect(await screen.findByRole("heading", { level: 1, name: "team/web:1.0" })).toBeTruthy();
  expect(screen.getByText("latest")).toBeTruthy();
  expect(screen.getByTitle(IMAGE.digest).textContent).toBe("aaaaaaaaaaaa");
  expect(screen.getByTitle(String(IMAGE.indexDigest)).textContent).toBe("bbbbbbbbbbbb");
  expect(screen.getByText("linux/amd64")).toBeTruthy();
  expect(screen.getAllByRole("img", { name: "Critical: 1 vulnerability" })).toHaveLength(1);
  expect(screen.getByRole("tab", { name: "Packages (20,000)" })).toBeTruthy();
  expect(screen.getByRole("tab", { name: "Vulnerabilities (5,000)" })).toBeTruthy();
  const link = screen.getByRole("link", { name: "team/web" });
  expect(link.getAttribute("href")).toBe(
    `/o/demo/repositories/${IMAGE.registry}/${encodeURIComponent("team/web")}`,
  );
});

test("the other platforms of its index are a step away", async () => {
  const other = { ...IMAGE, imageId: "f".repeat(32), platform: "linux/arm64" };
  const { asked } = openImage("", { others: [other] });
  const link = await screen.findByRole("link", { name: "linux/arm64" });
  expect(link.getAttribute("href")).toBe(`/o/demo/images/${other.imageId}`);
  expect(screen.getByText("linux/amd64 (this one)")).toBeTruthy();
  expect(asked.some((request) => request.includes(`digest=sha256%3A${"b".repeat(64)}`))).toBe(true);
});

test("of a thousand tags ten are shown, and all on demand", async () => {
  openImage("", { image: { tags: Array.from({ length: 1000 }, (_, index) => `tag-${index}`) } });
  await userEvent.click(await screen.findByRole("button", { name: "Show 990 more tags" }));
  expect(screen.getByText("tag-999")).toBeTruthy();
});

test.each([
  ["failed", "Its analysis failed", "The registry refused. Update the stack."],
  ["unsupported", "It can't be analysed", "It is in the archive. Restore it."],
  ["queued", "It waits for its analysis", null],
  ["analyzing", "It is being analysed", null],
] as const)("an image that is %s says why there are no results", async (state, title, reason) => {
  const nothing = { packageCount: null, vulnerabilities: null, assessed: null, analyzedAt: null };
  const { asked } = openImage("", { image: { ...nothing, state, stateReason: reason } });
  expect(await screen.findByText(title)).toBeTruthy();
  if (reason !== null) expect(screen.getAllByText(reason).length).toBeGreaterThan(0);
  expect(screen.getByText("There are no results yet")).toBeTruthy();
  expect(asked.some((request) => request.includes("/layers"))).toBe(false);
});

test("an image that is gone is no error", async () => {
  openImage("", { isGone: true });
  expect(await screen.findByText("There is no such image")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Go to all images" })).toBeTruthy();
});

test("names with markup and marks of direction stay names", async () => {
  openImage("", { image: { repository: HOSTILE, tags: [HOSTILE], distribution: HOSTILE } });
  const heading = await screen.findByRole("heading", { level: 1 });
  expect(heading.textContent.length).toBeLessThan(250);
  expect(document.querySelector("img[src=x]")).toBeNull();
});

test("a tab is part of the address", async () => {
  const page = openImage("?layer=1");
  await userEvent.click(await screen.findByRole("tab", { name: "Assessed" }));
  expect(page.address()).toContain("?layer=1&tab=assessed");
  const row = await screen.findByRole("row", { name: /PyPI/ });
  expect(within(row).getByText("Not assessed")).toBeTruthy();
  expect(within(row).getByText(/No source yet/)).toBeTruthy();
  expect(screen.getByText("Not everything was assessed")).toBeTruthy();
});
