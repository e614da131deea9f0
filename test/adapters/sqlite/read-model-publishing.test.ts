import { existsSync } from "node:fs";
import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { createReadModelEditor } from "../../../adapters/sqlite/read-model-editor.ts";
import { createReadModels } from "../../../adapters/sqlite/read-models.ts";
import { ImagesQuery } from "../../../core/contract/api-images.ts";
import { ReadModelConflictError } from "../../../core/images/read-model-publication.ts";
import type { ReadModelDraft, ReadModelEditor } from "../../../core/images/read-model-draft.ts";
import { entryOf, npmPackage } from "./entries.ts";
import { createMemoryPublication, type MemoryPublication } from "./memory-publication.ts";

let publication: MemoryPublication;
let folder: string;
let warnings: string[];

beforeEach(async () => {
  publication = createMemoryPublication();
  folder = await mkdtemp(join(tmpdir(), "read-model-"));
  warnings = [];
});

function writer(name: string): ReadModelEditor {
  return createReadModelEditor(publication, join(folder, name));
}

function reader(options: { recheckAfter?: number; patience?: number } = {}) {
  let clock = 0;
  const models = createReadModels({
    publication,
    folder: join(folder, "reader"),
    log: {
      info: () => undefined,
      warn: (message) => warnings.push(message),
      error: () => undefined,
    },
    now: () => (clock += 1),
    recheckAfter: options.recheckAfter ?? 0,
    patience: options.patience ?? 10_000,
  });
  return {
    models,
    repositories: (organizationId = "demo") =>
      models.read(organizationId, (model) =>
        model
          .images(ImagesQuery.parse({ order: "repository" }))
          .items.map((image) => image.repository)
          .join(" "),
      ),
  };
}

function put(
  editor: ReadModelEditor,
  repository: string,
  organizationId = "demo",
): Promise<number> {
  let runs = 0;
  return editor.edit(
    organizationId,
    () => "2026-05-01T12:00:00.000Z",
    (draft: ReadModelDraft) => {
      runs += 1;
      draft.putImage(entryOf(1, [npmPackage("lodash", "1.0.0")], [], { repository }));
      return Promise.resolve(runs);
    },
  );
}

describe("two writers", () => {
  test("that publish in turn build on each other", async () => {
    const [one, two] = [writer("one"), writer("two")];
    await put(one, "a");
    await put(two, "b");
    await put(one, "c");
    expect(await reader().repositories()).toBe("a b c");
  });

  test("that began from the same file: the later one begins again, and nothing is lost", async () => {
    const [one, two] = [writer("one"), writer("two")];
    await put(one, "a");
    publication.beforePointer = async () => {
      publication.beforePointer = () => Promise.resolve();
      await put(two, "b");
    };
    expect(await put(one, "c")).toBe(2);
    expect(await reader().repositories()).toBe("a b c");
  });

  test("of a first publication are told apart, too", async () => {
    publication.beforePointer = async () => {
      publication.beforePointer = () => Promise.resolve();
      await put(writer("two"), "b");
    };
    await put(writer("one"), "a");
    expect(await reader().repositories()).toBe("a b");
  });

  test("that always lose give up and say so", async () => {
    publication.beforePointer = () => Promise.reject(new ReadModelConflictError("demo"));
    await expect(put(writer("one"), "a")).rejects.toThrow("Another writer published");
  });
});

describe("a writer", () => {
  test("that dies between upload and pointer has published nothing, and its successor does", async () => {
    const dying = writer("one");
    await put(dying, "a");
    publication.beforePointer = () => Promise.reject(new Error("killed"));
    await expect(put(dying, "b")).rejects.toThrow("killed");
    publication.beforePointer = () => Promise.resolve();
    expect(await reader().repositories()).toBe("a");
    await put(writer("two"), "b");
    expect(await reader().repositories()).toBe("a b");
  });

  test("that failed to publish does not go on from what it did not publish", async () => {
    const editor = writer("one");
    await put(editor, "a");
    publication.beforePointer = () => Promise.reject(new Error("network"));
    await expect(put(editor, "lost")).rejects.toThrow("network");
    publication.beforePointer = () => Promise.resolve();
    await put(editor, "b");
    expect(await reader().repositories()).toBe("a b");
  });

  test("whose edit throws has changed nothing", async () => {
    const editor = writer("one");
    await put(editor, "a");
    const failing = editor.edit(
      "demo",
      () => "",
      (draft) => {
        draft.putImage(entryOf(2, []));
        return Promise.reject(new Error("write model unavailable"));
      },
    );
    await expect(failing).rejects.toThrow("write model unavailable");
    await put(editor, "b");
    expect(await reader().repositories()).toBe("a b");
  });

  test("that changes nothing publishes nothing, and fetches nothing twice", async () => {
    const editor = writer("one");
    await put(editor, "a");
    await put(editor, "a");
    await put(editor, "b");
    expect(publication.counts).toMatchObject({ publications: 2, fetches: 0 });
  });

  test("serves its callers one after the other", async () => {
    const editor = writer("one");
    await Promise.all(["a", "b", "c"].map((repository) => put(editor, repository)));
    expect(await reader().repositories()).toBe("a b c");
  });

  test("keeps the organizations apart", async () => {
    const editor = writer("one");
    for (const name of ["o1", "o2", "o3", "o4", "o5", "o6"]) await put(editor, name, name);
    const { repositories } = reader();
    for (const name of ["o1", "o2", "o6"]) expect(await repositories(name)).toBe(name);
    expect((await readdir(join(folder, "one"))).length).toBeLessThanOrEqual(4);
  });

  test("removes what an earlier process left in its folder", async () => {
    await put(writer("one"), "a");
    await writeFile(join(folder, "one", "left.sqlite"), "");
    await put(writer("one"), "b");
    expect(existsSync(join(folder, "one", "left.sqlite"))).toBe(false);
  });
});

describe("a reader", () => {
  test("has an empty model before the first publication, and the first one then", async () => {
    const { repositories } = reader();
    expect(await repositories()).toBe("");
    await put(writer("one"), "a");
    expect(await repositories()).toBe("a");
  });

  test("keeps one file of an organization", async () => {
    const editor = writer("one");
    const { repositories } = reader();
    for (const name of ["a", "b", "c"]) {
      await put(editor, name);
      await repositories();
    }
    expect(await readdir(join(folder, "reader"))).toHaveLength(1);
  });

  test("answers from the old one while the new one is fetched", async () => {
    const editor = writer("one");
    const { repositories } = reader({ patience: 5 });
    await put(editor, "a");
    expect(await repositories()).toBe("a");
    await put(editor, "b");
    let release: () => void = () => undefined;
    publication.beforeFetch = () => new Promise<void>((resolve) => (release = resolve));
    expect(await repositories()).toBe("a");
    expect(await repositories()).toBe("a");
    release();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await repositories()).toBe("a b");
    expect(publication.counts.fetches).toBe(2);
  });

  test("answers from the old one when the new one can't be had, and says so in the log", async () => {
    const editor = writer("one");
    const { repositories } = reader();
    await put(editor, "a");
    await repositories();
    await put(editor, "b");
    publication.beforeFetch = () => Promise.reject(new Error("network"));
    expect(await repositories()).toBe("a");
    expect(warnings).toEqual(["read model not refreshed"]);
    publication.beforeFetch = () => Promise.resolve();
    expect(await repositories()).toBe("a b");
  });

  test("takes the newer one when the file was removed before it was fetched", async () => {
    const editor = writer("one");
    const { repositories } = reader();
    await put(editor, "a");
    publication.beforeFetch = async () => {
      publication.beforeFetch = () => Promise.resolve();
      publication.files.clear();
      await put(editor, "b");
    };
    expect(await repositories()).toBe("a b");
  });

  test("looks again at once for whoever misses what another reader has shown", async () => {
    const editor = writer("one");
    // No patience at all: whoever misses something waits for the newer model all the same.
    const { models, repositories } = reader({ recheckAfter: 1_000_000, patience: 0 });
    await put(editor, "a");
    expect(await repositories()).toBe("a");
    await put(editor, "b");
    expect(await repositories()).toBe("a");
    const count = await models.read(
      "demo",
      (model) => model.images(ImagesQuery.parse({})).items.length,
      "recheck",
    );
    expect(count).toBe(2);
  });

  test("looks again though an older look is under way", async () => {
    const editor = writer("one");
    const { models, repositories } = reader({ patience: 10_000 });
    await put(editor, "a");
    await repositories();
    await put(editor, "b");
    let release: () => void = () => undefined;
    publication.beforeFetch = () => new Promise<void>((resolve) => (release = resolve));
    const older = repositories();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const newer = models.read(
      "demo",
      (model) => model.images(ImagesQuery.parse({})).items.length,
      "recheck",
    );
    await put(editor, "c");
    publication.beforeFetch = () => Promise.resolve();
    release();
    expect(await older).toBe("a b");
    expect(await newer).toBe(3);
  });

  test("fails when it has none at all", async () => {
    await put(writer("one"), "a");
    publication.beforeFetch = () => Promise.reject(new Error("network"));
    await expect(reader().repositories()).rejects.toThrow("network");
  });

  test("fetches once for callers side by side", async () => {
    await put(writer("one"), "a");
    const { repositories } = reader();
    const answers = await Promise.all(Array.from({ length: 5 }, () => repositories()));
    expect(new Set(answers)).toEqual(new Set(["a"]));
    expect(publication.counts.fetches).toBe(1);
  });

  test("does not ask again within the time that it was given", async () => {
    await put(writer("one"), "a");
    const checks = publication.counts.checks;
    const { repositories } = reader({ recheckAfter: 1_000_000 });
    for (let i = 0; i < 5; i += 1) await repositories();
    expect(publication.counts.checks - checks).toBe(1);
  });

  test("closes what was not used for long", async () => {
    const editor = writer("one");
    const { repositories } = reader();
    for (let i = 0; i < 20; i += 1) {
      await put(editor, `r${i}`, `o${i}`);
      expect(await repositories(`o${i}`)).toBe(`r${i}`);
    }
    expect(await readdir(join(folder, "reader"))).toHaveLength(16);
    expect(await repositories("o0")).toBe("r0");
  });
});
