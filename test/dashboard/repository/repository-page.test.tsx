/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { RepositoryPage } from "../../../dashboard/src/repository/repository-page.tsx";
import type { Image } from "../../../core/contract/image.ts";
import { openPage } from "../harness.tsx";
import { IMAGE } from "../image/image-world.tsx";

const OLD = { ...IMAGE, imageId: "0".repeat(32), tags: ["0.9"], pushedAt: "2026-11-01T00:00:00Z" };

function open(images: readonly Image[], query = "") {
  return openPage(<RepositoryPage />, {
    at: `repositories/${IMAGE.registry}/team%2Fweb${query}`,
    path: "repositories/:registry/:repository",
    answers: () => ({ items: images, nextCursor: null, asOf: null }),
  });
}

test("each image of the repository is a row that leads to it", async () => {
  const { asked } = open([IMAGE], "?platform=linux%2Famd64");
  const link = await screen.findByRole("link", { name: /1\.0.*latest/ });
  expect(link.getAttribute("href")).toBe(`/o/demo/images/${IMAGE.imageId}`);
  expect(screen.getByTitle(IMAGE.digest)).toBeTruthy();
  expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("team/web");
  expect(asked[0]).toBe(
    `GET /v1/organizations/demo/images?platform=linux%2Famd64&registry=${IMAGE.registry}&repository=team%2Fweb&limit=20`,
  );
});

test("two images are compared, the older one first", async () => {
  const page = open([IMAGE, OLD]);
  await screen.findByRole("link", { name: /1\.0.*latest/ });
  const compare = () => screen.getByRole("button", { name: "Compare" });
  expect(compare().getAttribute("aria-disabled")).toBe("true");
  for (const row of screen.getAllByRole("row").slice(1)) {
    await userEvent.click(within(row).getByRole("checkbox"));
  }
  await userEvent.click(screen.getByRole("link", { name: "Compare" }));
  expect(page.address()).toBe(`/o/demo/compare?from=${OLD.imageId}&to=${IMAGE.imageId}`);
});

test("a repository without images says what to do", async () => {
  open([]);
  expect(await screen.findByText("No images of this repository")).toBeTruthy();
  expect(screen.getByRole("link", { name: "See its activation" })).toBeTruthy();
});
