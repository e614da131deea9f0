import { describe, expect, test } from "@jest/globals";
import {
  ImagePackagesQuery,
  ImagesQuery,
  ImageVulnerabilitiesQuery,
} from "../../../core/contract/api-images.ts";
import { PackagesQuery, VulnerabilitiesQuery } from "../../../core/contract/api-organization.ts";
import { RepositoriesQuery } from "../../../core/contract/api-repositories.ts";
import type { InventoryPackage } from "../../../core/contract/inventory.ts";
import { entryOf, findingOf, npmPackage } from "./entries.ts";
import { openDraft } from "./open-draft.ts";

const base = Array.from({ length: 30 }, (_, index) => npmPackage(`base-${index}`, "1.0.0"));

function withOwn(name: string): readonly InventoryPackage[] {
  return [...base, npmPackage(name, "1.0.0", 1)];
}

describe("what images share is stored once", () => {
  test("a shared layer's packages, whatever is above it", () => {
    const draft = openDraft(entryOf(1, withOwn("a")));
    const one = draft.rowCounts();
    draft.edit((d) => {
      d.putImage(entryOf(2, withOwn("b")));
    });
    const two = draft.rowCounts();
    expect(two["package_set_member"]).toBe((one["package_set_member"] ?? 0) + 1);
    expect(two["package_set"]).toBe((one["package_set"] ?? 0) + 1);
    expect(two["package"]).toBe((one["package"] ?? 0) + 1);
  });

  test("a big layer with one more package shares most of its sets", () => {
    const big = Array.from({ length: 2000 }, (_, index) => npmPackage(`big-${index}`, "1.0.0"));
    const draft = openDraft(entryOf(1, big));
    const before = draft.rowCounts()["package_set_member"] ?? 0;
    draft.edit((d) => {
      d.putImage(entryOf(2, [...big, npmPackage("one-more", "1.0.0")]));
    });
    const added = (draft.rowCounts()["package_set_member"] ?? 0) - before;
    expect(added).toBeGreaterThan(0);
    expect(added).toBeLessThan(500);
  });

  test("findings of shared packages", () => {
    const findings = base.slice(0, 5).map((pkg) => findingOf(pkg, `CVE-${pkg.name}`));
    const draft = openDraft(entryOf(1, withOwn("a"), findings), entryOf(2, withOwn("b"), findings));
    expect(draft.rowCounts()).toMatchObject({ finding: 5, finding_set: 1, finding_set_member: 5 });
  });
});

describe("edits", () => {
  test("the same image again changes nothing", () => {
    const draft = openDraft(entryOf(1, withOwn("a")));
    const again = () =>
      draft.edit((d) => {
        d.putImage(entryOf(1, withOwn("a")));
      });
    expect(again()).toBe(false);
  });

  test("a removed image leaves nothing behind", () => {
    const empty = openDraft().rowCounts();
    const entry = entryOf(1, withOwn("a"), [findingOf(base[0] ?? npmPackage("x", "1"), "CVE-1")]);
    const draft = openDraft(entry);
    expect(draft.rowCounts()).not.toEqual(empty);
    expect(
      draft.edit((d) => {
        d.removeImage(entry.image.imageId);
      }),
    ).toBe(true);
    expect(draft.rowCounts()).toEqual(empty);
  });

  test("an image that isn't there is removed without a word", () => {
    const draft = openDraft();
    expect(
      draft.edit((d) => {
        d.removeImage("00".repeat(16));
      }),
    ).toBe(false);
  });

  test("a removed image takes nothing from the others", () => {
    const keep = entryOf(1, withOwn("a"), [findingOf(base[0] ?? npmPackage("x", "1"), "CVE-1")]);
    const drop = entryOf(2, withOwn("b"), [findingOf(base[0] ?? npmPackage("x", "1"), "CVE-1")]);
    const draft = openDraft(keep, drop);
    draft.edit((d) => {
      d.removeImage(drop.image.imageId);
    });
    expect(draft.rowCounts()).toEqual(openDraft(keep).rowCounts());
    const packages = draft.model.imagePackages(
      keep.image.imageId,
      ImagePackagesQuery.parse({ limit: 500 }),
    );
    expect(packages?.items).toHaveLength(31);
  });

  test("a removed image leaves what another one has elsewhere, or of another advisory", () => {
    const here = npmPackage("lodash", "1.0.0");
    const there = { ...here, locations: [{ path: "other/package.json", layer: 1 }] };
    const keep = entryOf(1, [here], [findingOf(here, "CVE-1")]);
    const also = npmPackage("also", "1.0.0");
    const drop = entryOf(
      2,
      [there, also],
      [
        findingOf(also, "CVE-1"),
        findingOf(there, "CVE-1"),
        findingOf(there, "CVE-1", "low", { advisoryId: "DSA-1" }),
        findingOf(there, "CVE-2"),
      ],
    );
    const draft = openDraft(drop, keep);
    draft.edit((d) => {
      d.removeImage(drop.image.imageId);
    });
    expect(draft.rowCounts()).toEqual(openDraft(keep).rowCounts());
    const packages = draft.model.imagePackages(keep.image.imageId, ImagePackagesQuery.parse({}));
    expect(packages?.items.map((one) => one.locations)).toEqual([here.locations]);
  });

  test("a failed image leaves no trace, and the others stay", () => {
    const draft = openDraft();
    const broken = entryOf(2, [npmPackage("b", "1")], [], { tags: [null as unknown as string] });
    draft.edit((d) => {
      d.putImage(entryOf(1, [npmPackage("a", "1")]));
      expect(() => {
        d.putImage(broken);
      }).toThrow();
    });
    expect(draft.rowCounts()).toEqual(openDraft(entryOf(1, [npmPackage("a", "1")])).rowCounts());
  });

  test("digests of a repository", () => {
    const draft = openDraft(entryOf(1, []), entryOf(2, [], [], { repository: "other" }));
    draft.edit((d) => {
      expect(d.digestsOf(entryOf(1, []).image.registry, "team/app")).toEqual([
        entryOf(1, []).image.digest,
      ]);
      expect(d.digestsOf("elsewhere", "team/app")).toEqual([]);
    });
  });
});

describe("counts follow the images", () => {
  const pkg = npmPackage("lodash", "4.17.20");
  const high = findingOf(pkg, "CVE-1", "high");

  test("of packages and vulnerabilities", () => {
    const draft = openDraft(entryOf(1, [pkg], [high]), entryOf(2, [pkg], [high]));
    const count = () => ({
      packages: draft.model.packages(PackagesQuery.parse({})).items.map((one) => one.imageCount),
      vulnerabilities: draft.model
        .vulnerabilities(VulnerabilitiesQuery.parse({}))
        .items.map((one) => [one.id, one.severity, one.imageCount, one.packageCount]),
    });
    expect(count()).toEqual({ packages: [2], vulnerabilities: [["CVE-1", "high", 2, 1]] });
    // Rated anew, and matched again for one of the two.
    const worse = findingOf(pkg, "CVE-1", "critical");
    draft.edit((d) => {
      d.putImage(entryOf(2, [pkg], [worse]));
    });
    expect(count()).toEqual({ packages: [2], vulnerabilities: [["CVE-1", "critical", 2, 1]] });
    draft.edit((d) => {
      d.putImage(entryOf(2, [pkg], []));
    });
    expect(count()).toEqual({ packages: [2], vulnerabilities: [["CVE-1", "high", 1, 1]] });
    draft.edit((d) => {
      d.removeImage(entryOf(1, []).image.imageId);
    });
    expect(count()).toEqual({ packages: [1], vulnerabilities: [] });
  });

  test("a package in two layers counts once, with both places", () => {
    const twice = npmPackage("twice", "1.0.0", 0, {
      locations: [
        { path: "a/package.json", layer: 0 },
        { path: "b/package.json", layer: 2 },
      ],
    });
    const entry = entryOf(1, [twice], [findingOf(twice, "CVE-2")]);
    const { model } = openDraft(entry);
    const page = model.imagePackages(entry.image.imageId, ImagePackagesQuery.parse({}));
    expect(page?.items.map((one) => one.locations)).toEqual([twice.locations]);
    const found = model.imageVulnerabilities(
      entry.image.imageId,
      ImageVulnerabilitiesQuery.parse({}),
    );
    expect(found?.items.map((one) => [one.id, one.layer])).toEqual([["CVE-2", 0]]);
    expect(model.packages(PackagesQuery.parse({})).items[0]?.imageCount).toBe(1);
  });

  test("repositories leave with their last image", () => {
    const draft = openDraft(entryOf(1, []), entryOf(2, [], [], { repository: "b" }));
    const names = () =>
      draft.model
        .repositories(RepositoriesQuery.parse({}), [])
        .items.map((one) => [one.name, one.imageCount]);
    expect(names()).toEqual([
      ["b", 1],
      ["team/app", 1],
    ]);
    draft.edit((d) => {
      d.removeImage(entryOf(1, []).image.imageId);
    });
    expect(names()).toEqual([["b", 1]]);
    expect(draft.model.images(ImagesQuery.parse({})).items).toHaveLength(1);
  });
});
