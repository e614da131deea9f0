import { describe, expect, test } from "@jest/globals";
import { RepositoriesQuery } from "../../../core/contract/api-repositories.ts";
import type { PatternOfIntegration } from "../../../core/images/list.ts";
import type { RepositoryEntry } from "../../../core/images/read-model-draft.ts";
import { digestOf, entryOf } from "./entries.ts";
import { type OpenDraft, openDraft } from "./open-draft.ts";

const REGISTRY = entryOf(1, []).image.registry;

function record(repository: string, more: Partial<RepositoryEntry> = {}) {
  return { registry: REGISTRY, repository, integrationId: "i1", activated: false, ...more };
}

function listed(
  draft: OpenDraft,
  query: object = {},
  everywhere: readonly string[] = [],
  patterns: readonly PatternOfIntegration[] = [],
) {
  return draft.model.repositories(RepositoriesQuery.parse(query), everywhere, patterns).items;
}

describe("a repository", () => {
  test("is listed by its record, without an image", () => {
    const draft = openDraft();
    expect(
      draft.edit((d) => {
        d.putRepository(record("team/app"));
      }),
    ).toBe(true);
    expect(listed(draft)).toEqual([
      {
        registry: REGISTRY,
        name: "team/app",
        integrationId: "i1",
        activated: false,
        chosen: false,
        retention: null,
        imageCount: 0,
        latest: null,
      },
    ]);
  });

  test("that is as it was is no change", () => {
    const draft = openDraft();
    const put = () =>
      draft.edit((d) => {
        d.putRepository(record("team/app", { activated: true }));
      });
    expect([put(), put()]).toEqual([true, false]);
  });

  test("changes with its record, and keeps its images", () => {
    const draft = openDraft(entryOf(1, []));
    draft.edit((d) => {
      d.putRepository(record("team/app", { integrationId: "i2", activated: true }));
    });
    expect(listed(draft)).toMatchObject([
      { integrationId: "i2", activated: true, chosen: true, imageCount: 1 },
    ]);
  });

  test("has a retention of its own until that is taken back", () => {
    const draft = openDraft();
    const put = (retention?: { readonly keepLatest: number }) =>
      draft.edit((d) => {
        d.putRepository(record("team/app", retention === undefined ? {} : { retention }));
      });
    expect([put({ keepLatest: 3 }), put({ keepLatest: 3 })]).toEqual([true, false]);
    expect(listed(draft)).toMatchObject([{ retention: { keepLatest: 3 } }]);
    expect(put()).toBe(true);
    expect(listed(draft)).toMatchObject([{ retention: null }]);
  });

  test("stays by its record when its last image leaves, and by its images without a record", () => {
    const draft = openDraft(entryOf(1, []));
    const { imageId } = entryOf(1, []).image;
    draft.edit((d) => {
      expect(d.hasRecord(REGISTRY, "team/app")).toBe(false);
      d.putRepository(record("team/app", { activated: true }));
      expect(d.hasRecord(REGISTRY, "team/app")).toBe(true);
      d.removeRepository(REGISTRY, "team/app");
    });
    expect(listed(draft)).toMatchObject([{ chosen: false, imageCount: 1 }]);
    draft.edit((d) => {
      d.putRepository(record("team/app"));
      d.removeImage(imageId);
    });
    expect(listed(draft)).toMatchObject([{ imageCount: 0, latest: null }]);
    draft.edit((d) => {
      d.removeRepository(REGISTRY, "team/app");
    });
    expect(listed(draft)).toEqual([]);
    expect(draft.rowCounts()["repository"]).toBe(0);
  });

  test("that is not there is removed without a change", () => {
    const draft = openDraft(entryOf(1, []));
    const changed = draft.edit((d) => {
      d.removeRepository(REGISTRY, "nobody/knows");
      d.removeRepository(REGISTRY, "team/app");
    });
    expect(changed).toBe(false);
  });

  test("is of the integration that its images know, until its record says otherwise", () => {
    const draft = openDraft(entryOf(1, []));
    draft.edit((d) => {
      d.putImage({ ...entryOf(2, []), integrationId: "i2" });
    });
    expect(listed(draft)).toMatchObject([{ integrationId: "i2", imageCount: 2 }]);
    draft.edit((d) => {
      d.putRepository(record("team/app", { integrationId: "i3" }));
      d.putImage({ ...entryOf(3, []), integrationId: "i4" });
    });
    expect(listed(draft)).toMatchObject([{ integrationId: "i3", imageCount: 3 }]);
  });

  test("is named among its registry's own", () => {
    const draft = openDraft(entryOf(1, []));
    draft.edit((d) => {
      d.putRepository({ ...record("team/other"), registry: "another.example" });
      d.putRepository(record("team/empty"));
      expect([...d.repositoriesOf(REGISTRY)].sort()).toEqual(["team/app", "team/empty"]);
    });
  });
});

describe("the list of repositories", () => {
  const draft = openDraft(entryOf(1, [], [], { digest: digestOf(1) }));
  draft.edit((d) => {
    for (let number = 0; number < 25; number += 1) {
      const name = `r${String(number).padStart(2, "0")}`;
      const integrationId = number < 5 ? "i2" : "i1";
      d.putRepository(record(name, { activated: number % 10 === 0, integrationId }));
    }
  });

  test.each([
    ["r0*", ["r00", "r01", "r02", "r03", "r04", "r10", "r20"]],
    ["*4", ["r00", "r04", "r10", "r20"]],
    ["r*0", ["r00", "r10", "r20"]],
    ["*", ["r00", "r01", "r02", "r03", "r04", "r10", "r20"]],
    ["nothing*", ["r00", "r10", "r20"]],
  ])("is activated by choice, or by the pattern %s of its integration", (pattern, expected) => {
    const patterns = [{ integrationId: "i2", pattern }];
    const names = (query: object) => listed(draft, query, [], patterns).map(({ name }) => name);
    const others = names({ activated: "false" });
    expect(names({ activated: "true" })).toEqual(expected);
    expect(others).toHaveLength(26 - expected.length);
    const shown = listed(draft, {}, [], patterns).filter(({ activated }) => activated);
    expect(shown.map(({ name }) => name)).toEqual(expected);
  });

  test("is activated by choice, or with all of its integration", () => {
    const names = (query: object) => listed(draft, query, ["i2"]).map(({ name }) => name);
    expect(names({ activated: "true" })).toEqual(["r00", "r01", "r02", "r03", "r04", "r10", "r20"]);
    expect(names({ activated: "true", integrationId: "i1" })).toEqual(["r10", "r20"]);
    expect(names({ activated: "false", name: "r0" })).toEqual(["r05", "r06", "r07", "r08", "r09"]);
    expect(listed(draft, { name: "r01" }, ["i2"])).toMatchObject([
      { activated: true, chosen: false },
    ]);
  });

  test("is paged, each repository once", () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query = RepositoriesQuery.parse({ limit: 4, ...(cursor !== null && { cursor }) });
      const page: ReturnType<typeof draft.model.repositories> = draft.model.repositories(query, []);
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(26);
    expect(seen).toEqual([...new Set(seen)].sort());
  });
});
