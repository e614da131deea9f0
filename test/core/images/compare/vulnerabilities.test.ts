import { expect, test } from "@jest/globals";
import {
  type ComparedFinding,
  compareVulnerabilities,
  countVulnerabilities,
} from "../../../../core/images/compare/vulnerabilities.ts";

function found(
  id: string,
  severity: ComparedFinding["severity"],
  name = "a",
  version = "1.0.0",
): ComparedFinding {
  return {
    id,
    severity,
    pkg: { purl: `pkg:npm/${name}@${version}`, name, version, fixedVersion: null },
  };
}

test("new, fixed and unchanged, the worst first", () => {
  const differences = compareVulnerabilities(
    [found("CVE-1", "high"), found("CVE-2", "low")],
    [found("CVE-2", "medium"), found("CVE-3", "critical")],
  );
  expect(differences.map(({ change, id, severity }) => [change, id, severity])).toEqual([
    ["new", "CVE-3", "critical"],
    ["fixed", "CVE-1", "high"],
    ["unchanged", "CVE-2", "medium"],
  ]);
  expect(countVulnerabilities(differences)).toMatchObject({
    new: { critical: 1, high: 0 },
    fixed: { high: 1 },
    unchanged: { medium: 1, low: 0 },
  });
});

test("one of several packages counts once, in its worst band", () => {
  const [only, ...others] = compareVulnerabilities(
    [],
    [found("CVE-1", "unspecified"), found("CVE-1", "high", "b"), found("CVE-1", "high", "b")],
  );
  expect(others).toEqual([]);
  expect(only).toMatchObject({ severity: "high", packages: [{ name: "a" }, { name: "b" }] });
});

test("at most 20 packages are named, of the later image", () => {
  const many = Array.from({ length: 30 }, (_, index) => found("CVE-1", "high", `p${index}`));
  const [only] = compareVulnerabilities([found("CVE-1", "high", "old")], many);
  expect(only?.packages).toHaveLength(20);
  expect(only?.packages.map(({ name }) => name)).not.toContain("old");
});
