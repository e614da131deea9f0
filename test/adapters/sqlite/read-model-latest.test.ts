import { describe, expect, test } from "@jest/globals";
import { RepositoriesQuery } from "../../../core/contract/api-repositories.ts";
import { VulnerabilitiesQuery } from "../../../core/contract/api-organization.ts";
import type { ImageEntry } from "../../../core/images/read-model-draft.ts";
import { entryOf, findingOf, npmPackage } from "./entries.ts";
import { openDraft } from "./open-draft.ts";

const pkg = npmPackage("a", "1.0.0");
const older = entryOf(1, [pkg], [findingOf(pkg, "CVE-1", "critical")]);
const newer = entryOf(2, [pkg], [findingOf(pkg, "CVE-1", "low", { advisoryId: "other" })]);

describe("a repository's latest image", () => {
  test("is the one that was pushed last, in whatever order they come", () => {
    for (const entries of [
      [older, newer],
      [newer, older],
    ]) {
      const { model } = openDraft(...entries);
      const [only] = model.repositories(RepositoriesQuery.parse({}), []).items;
      expect(only).toMatchObject({ imageCount: 2, latest: { tags: ["v2"] } });
      expect(only?.latest?.vulnerabilities).toMatchObject({ critical: 0, low: 1 });
    }
  });

  test("is the one that is left when it goes, and none when all are gone", () => {
    const draft = openDraft(older, newer);
    const latest = () => draft.model.repositories(RepositoriesQuery.parse({}), []).items[0]?.latest;
    draft.edit((edit) => {
      edit.putRepository({
        registry: older.image.registry,
        repository: older.image.repository,
        integrationId: "i1",
        activated: true,
      });
      edit.removeImage(newer.image.imageId);
    });
    expect(latest()).toMatchObject({ tags: ["v1"], vulnerabilities: { critical: 1 } });
    draft.edit((edit) => {
      edit.removeImage(older.image.imageId);
    });
    expect(latest()).toBeNull();
  });
});

describe("since when a vulnerability is here", () => {
  function firstSeen(...entries: readonly ImageEntry[]): string | null | undefined {
    const { items } = openDraft(...entries).model.vulnerabilities(VulnerabilitiesQuery.parse({}));
    return items[0]?.firstSeenAt;
  }

  test.each([
    ["of the first push, in whatever order they come", [newer, older], older.image.pushedAt],
    [
      "of an image whose push is not known",
      [entryOf(1, [pkg], [findingOf(pkg, "CVE-1")], { pushedAt: null })],
      null,
    ],
    [
      "of the publication, if that came later",
      [
        entryOf(
          1,
          [pkg],
          [findingOf(pkg, "CVE-1", "high", { publishedAt: "2026-05-05T00:00:00Z" })],
        ),
      ],
      "2026-05-05T00:00:00.000Z",
    ],
  ])("%s", (_, entries, expected) => {
    expect(firstSeen(...entries)).toBe(expected);
  });
});
