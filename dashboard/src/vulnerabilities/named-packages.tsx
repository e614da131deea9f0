import type { VulnerabilitySummary } from "../../../core/contract/api-organization.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { useTexts } from "../texts/use-texts.ts";
import { vulnerabilitiesTexts } from "../texts/vulnerabilities/texts.ts";

/** Packages that a cell has room for. */
const SHOWN = 2;

interface NamedPackagesProps {
  /** The first of them. */
  readonly packages: VulnerabilitySummary["packages"];
  /** All of them. */
  readonly count: number;
}

/** The first packages that have something, with their versions; the rest is counted. */
export function NamedPackages({ packages, count }: NamedPackagesProps) {
  const texts = useTexts(vulnerabilitiesTexts);
  // The same version of two distributions or architectures has two package URLs and one name.
  const names = [...new Set(packages.map(({ name, version }) => `${name} ${version}`))];
  const rest = Math.max(count - packages.length, 0) + Math.max(names.length - SHOWN, 0);
  return (
    <span className="scout-row">
      {names.slice(0, SHOWN).map((name, index) => (
        <span key={name}>
          <ForeignText>{name}</ForeignText>
          {index < Math.min(names.length, SHOWN) - 1 && ", "}
        </span>
      ))}
      {rest > 0 && <Muted>{texts.morePackages(rest)}</Muted>}
    </span>
  );
}
