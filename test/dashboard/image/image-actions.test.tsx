/** @jest-environment jsdom */
import { expect, jest, test } from "@jest/globals";
import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { ID, IMAGE, openImage } from "./image-world.tsx";

const PATH = `/v1/organizations/demo/images/${ID}`;

test("an editor has it analysed again", async () => {
  const { asked } = openImage("", {}, "editor");
  await userEvent.click(await screen.findByRole("button", { name: "Retry" }));
  await waitFor(() => {
    expect(asked).toContain(`POST ${PATH}/retry`);
  });
});

test("who may not do something is told why", async () => {
  openImage("", {}, "member");
  const button = await screen.findByRole("button", { name: "Purge" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(screen.getByText(/This takes the role Owner; yours is Member/)).toBeTruthy();
  expect(screen.getByText(/This takes the role Editor; yours is Member/)).toBeTruthy();
});

test("a purge says what it deletes, then leaves the page", async () => {
  const page = openImage();
  await userEvent.click(await screen.findByRole("button", { name: "Purge" }));
  const dialog = await screen.findByRole("dialog", { name: "Purge this image" });
  expect(within(dialog).getByText(/The registry keeps the image/)).toBeTruthy();
  expect(page.asked).not.toContain(`DELETE ${PATH}`);
  await userEvent.click(within(dialog).getByRole("button", { name: "Purge" }));
  await screen.findByText("Another page");
  expect(page.asked).toContain(`DELETE ${PATH}`);
  expect(page.address()).toBe(`/o/demo/repositories/${IMAGE.registry}/team%2Fweb`);
});

test.each([
  ["CycloneDX 1.6 (JSON)", "cyclonedx", "team-web-aaaaaaaaaaaa.cdx.json"],
  ["SPDX 2.3 (JSON)", "spdx", "team-web-aaaaaaaaaaaa.spdx.json"],
])("a bill of materials is saved as %s", async (name, format, file) => {
  const { asked } = openImage();
  const saved: string[] = [];
  URL.createObjectURL = () => "blob:1";
  const click = jest.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push(this.download);
  });
  await userEvent.click(await screen.findByRole("button", { name: "Download SBOM" }));
  await userEvent.click(await screen.findByRole("menuitem", { name }));
  await waitFor(() => {
    expect(saved).toEqual([file]);
  });
  expect(asked).toContain(`GET ${PATH}/sbom?format=${format}`);
  click.mockRestore();
});

test("without an analysis there is nothing to download", async () => {
  openImage("", { image: { packageCount: null, state: "queued" } });
  const button = await screen.findByRole("button", { name: "Download SBOM" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
});

test("another image is chosen to compare it with", async () => {
  const other = { ...IMAGE, imageId: "f".repeat(32), tags: ["0.9"] };
  const page = openImage("", { others: [other] });
  await userEvent.click(await screen.findByRole("button", { name: "Compare with…" }));
  const dialog = await screen.findByRole("dialog", { name: "Compare with another image" });
  await userEvent.click(within(dialog).getByRole("button", { name: /Other image/ }));
  await userEvent.click(await screen.findByRole("option", { name: /team\/web:0.9/ }));
  await userEvent.click(within(dialog).getByRole("button", { name: "Compare" }));
  expect(page.address()).toBe(`/o/demo/compare?from=${other.imageId}&to=${ID}`);
});
