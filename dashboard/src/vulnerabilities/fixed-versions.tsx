import type { VulnerabilitySummary } from "../../../core/contract/api-organization.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { useTexts } from "../texts/use-texts.ts";
import { vulnerabilitiesTexts } from "../texts/vulnerabilities/texts.ts";

type Packages = VulnerabilitySummary["packages"];

/** Versions that a cell has room for. */
const SHOWN = 3;

/** Different fixed versions of packages, in their order. */
export function fixedVersionsOf(packages: Packages): readonly string[] {
  const versions = packages.flatMap(({ fixedVersion }) => fixedVersion ?? []);
  return [...new Set(versions)];
}

interface FixedVersionsProps {
  readonly packages: Packages;
  /** Some package has a fixed version, which may be none of those that are named. */
  readonly fixable: boolean;
}

/** What fixes a vulnerability, or that nothing does yet. */
export function FixedVersions({ packages, fixable }: FixedVersionsProps) {
  const texts = useTexts(vulnerabilitiesTexts);
  const versions = fixedVersionsOf(packages);
  if (versions.length === 0) {
    return <Muted>{fixable ? texts.fixables.true : texts.notFixed}</Muted>;
  }
  const rest = versions.length > SHOWN ? ", …" : "";
  return <ForeignText>{`${versions.slice(0, SHOWN).join(", ")}${rest}`}</ForeignText>;
}
