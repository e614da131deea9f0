import { SEVERITIES } from "../core/contract/vocabulary.ts";
import type { Summary } from "./engine.ts";
import { shellWord } from "./terminal/shell-word.ts";

/** Something to do after a look at an image. */
export interface NextStep {
  readonly label: string;
  /** Works as it is, in the folder where the program was called. */
  readonly command: string;
}

/** How the image was asked for, so that the next command looks at the same. */
export interface AskedFor {
  readonly target: string;
  readonly platform?: string;
  readonly advisories?: string;
}

/**
 * What is worth knowing next of this image.
 * @param program How the program is called here.
 */
export function nextSteps(
  { counts, complete, packageCount }: Summary,
  { target, platform, advisories }: AskedFor,
  program: string,
): NextStep[] {
  const place = [...(platform === undefined ? [] : ["--platform", platform]), target];
  const command = (...words: string[]): string =>
    [program, ...[...words, ...place].map(shellWord)].join(" ");
  const against = advisories === undefined ? [] : ["--advisories", advisories];
  const steps: NextStep[] = [];
  if (SEVERITIES.some((severity) => counts[severity] > 0)) {
    steps.push(
      { label: "Each vulnerability", command: command("cves", ...against) },
      { label: "What can be fixed", command: command("cves", "--only-fixed", ...against) },
    );
  }
  if (!complete) steps.push({ label: "What was not read", command: command("sbom") });
  else if (packageCount > 0) steps.push({ label: "Each package", command: command("sbom") });
  const file = ["--format", "cyclonedx", "--output", "sbom.cdx.json"];
  steps.push({ label: "For other tools", command: command("sbom", ...file) });
  return steps;
}
