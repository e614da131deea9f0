import { printable } from "./printable.ts";
import type { Terminal } from "./terminal.ts";

/** The fields of the API's image that the terminal shows. */
export interface ApiImage {
  readonly imageId: string;
  readonly repository: string;
  readonly tags: readonly string[];
  readonly digest: string;
  readonly platform: string | null;
  readonly state: string;
  readonly stateReason: string | null;
  readonly analyzedAt: string | null;
  readonly distribution: string | null;
  readonly packageCount: number | null;
  readonly assessed: readonly { readonly ecosystem: string; readonly coverage: string }[] | null;
  readonly vulnerabilities: Readonly<Record<string, number>> | null;
}

const SEVERITIES = [
  ["critical", "C", "red"],
  ["high", "H", "red"],
  ["medium", "M", "yellow"],
  ["low", "L", "cyan"],
  ["unspecified", "?", "dim"],
] as const;

/**
 * Lines that show one image's state: what it is, what was found, what was not assessed, where.
 *
 * @param pagesUrl Of the organization's pages in the dashboard, without a slash at the end.
 */
export function summarize(
  image: ApiImage,
  pagesUrl: string,
  terminal: Terminal,
): readonly string[] {
  const name = `${image.repository}:${image.tags[0] ?? image.digest.slice(0, 19)}`;
  const known = [image.platform, image.distribution].filter((fact) => fact !== null);
  const facts = printable(known.join(" · "));
  const link = `    ${terminal.style("dim", `${pagesUrl}/images/${image.imageId}`)}`;
  if (image.state !== "analyzed") {
    const mark = image.state === "deleted" ? "-" : terminal.style("red", "✗");
    return [
      `  ${mark} ${terminal.style("bold", name)}  ${image.state}  ${facts}`,
      ...reason(image),
      link,
    ];
  }
  const isWhole = image.stateReason === null;
  const mark = isWhole ? terminal.style("green", "✓") : terminal.style("yellow", "!");
  return [
    `  ${mark} ${terminal.style("bold", name)}  ${facts}`,
    `    ${image.packageCount ?? 0} packages   ${counts(image, terminal)}`,
    ...coverage(image),
    ...reason(image),
    `    npx scout cves ${name}`,
    link,
  ];
}

function reason({ stateReason }: ApiImage): readonly string[] {
  return stateReason === null ? [] : [`    ${printable(stateReason)}`];
}

function counts(image: ApiImage, terminal: Terminal): string {
  return SEVERITIES.map(([severity, letter, style]) => {
    const count = image.vulnerabilities?.[severity] ?? 0;
    const text = `${count}${letter}`;
    return count === 0 ? terminal.style("dim", text) : terminal.style(style, text);
  }).join("  ");
}

function coverage({ assessed }: ApiImage): readonly string[] {
  const named = (wanted: string): string =>
    (assessed ?? [])
      .filter((assessment) => assessment.coverage === wanted)
      .map(({ ecosystem }) => ecosystem)
      .map(printable)
      .join(", ");
  const starter = named("starter");
  const missing = named("not-assessed");
  return [
    ...(starter === "" ? [] : [`    starter set only: ${starter}`]),
    ...(missing === "" ? [] : [`    not assessed: ${missing}`]),
  ];
}
