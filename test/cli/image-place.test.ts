import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { locateImage } from "../../cli/local/image-place.ts";
import { makeWorkspace } from "./scout.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
beforeAll(async () => {
  workspace = await makeWorkspace();
  await mkdir(join(workspace.folder, "layout"));
  await mkdir(join(workspace.folder, "with:colon"));
  await mkdir(join(workspace.folder, "a:b", "c"), { recursive: true });
  await writeFile(join(workspace.folder, "image.tar"), "");
});
afterAll(() => workspace.remove());

test.each([
  ["oci-dir", "layout", "layout", undefined],
  ["oci-dir", "layout/", "layout/", undefined],
  ["oci-dir", "layout:1.0", "layout", "1.0"],
  ["oci-dir", "layout:team/app:1.0", "layout", "team/app:1.0"],
  ["oci-dir", "layout:127.0.0.1:5050/app:1.0", "layout", "127.0.0.1:5050/app:1.0"],
  ["oci-dir", `layout@${DIGEST}`, "layout", DIGEST],
  ["oci-dir", `layout:${DIGEST}`, "layout", DIGEST],
  ["oci-dir", "with:colon", "with:colon", undefined],
  ["oci-dir", "with:colon:1.0", "with:colon", "1.0"],
  ["oci-dir", "a:b/c", "a:b/c", undefined],
  ["archive", "image.tar:app:1.0", "image.tar", "app:1.0"],
] as const)("%s://%s is %s and %s", async (kind, place, path, name) => {
  expect(await locateImage(kind, join(workspace.folder, place))).toEqual({
    path: join(workspace.folder, path),
    ...(name === undefined ? {} : { name }),
  });
});

test.each([
  ["oci-dir", "none:team/app:1.0", "There is no folder /w/none."],
  ["archive", "layout:1.0", "Did you mean oci-dir:///w/layout:1.0?"],
  ["oci-dir", "image.tar:1.0", "Did you mean archive:///w/image.tar:1.0?"],
] as const)("%s://%s is refused", async (kind, place, message) => {
  const failure = await locateImage(kind, join(workspace.folder, place)).catch((error: unknown) =>
    (error as Error).message.replaceAll(workspace.folder, "/w"),
  );
  expect(failure).toContain(message);
});
