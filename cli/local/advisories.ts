import { errorCode } from "../../core/error-code.ts";
import {
  openAdvisoryDirectory,
  readAdvisoryIndex,
} from "../../adapters/sqlite/advisory-directory.ts";
import { ensureStarterAdvisories } from "../../adapters/sqlite/starter-advisories.ts";
import { baseEcosystem } from "../../core/advisories/ecosystem-name.ts";
import type { AdvisoryIndex } from "../../core/advisories/index-file.ts";
import type { Assessment } from "../../core/contract/findings.ts";
import type { Inventory } from "../../core/contract/inventory.ts";
import { ecosystems } from "../../core/ecosystems/index.ts";
import { PermanentError } from "../../core/errors.ts";
import { matchInventory } from "../../core/findings/match.ts";
import type { Analysis, EngineOptions, Inspection } from "../engine.ts";
import { shellWord } from "../terminal/shell-word.ts";
import type { LocalSettings } from "./settings.ts";

/**
 * Matches what was found against the advisories of this machine.
 * @throws PermanentError `no-advisories` for a folder of --advisories without any,
 * `unwritable-advisories` where the starter set has no place
 */
export async function matchLocally(
  inspection: Inspection,
  options: EngineOptions,
  settings: LocalSettings,
): Promise<Analysis> {
  const { signal, notes } = options;
  notes.progress("matching against advisories …");
  const other = options.advisories ?? settings.otherAdvisoryDirectory;
  const directory = other ?? settings.advisoryDirectory;
  if (options.advisories === undefined) await addStarterSet(directory, settings.now);
  else requireDatabases(directory);
  signal.throwIfAborted();
  const report = await matchInventory(inspection.inventory, openAdvisoryDirectory(directory), {
    ecosystems,
    matchedAt: settings.now().toISOString(),
  });
  signal.throwIfAborted();
  const advisoryCounts = countAdvisories(report.assessed, readAdvisoryIndex(directory));
  const syncCommand = syncCommandFor(inspection.inventory, report.assessed, other);
  return { ...inspection, report, advisoryCounts, ...(syncCommand && { syncCommand }) };
}

/** Of those ecosystems alone that OSV has advisories for. */
function syncCommandFor(
  { distribution }: Inventory,
  assessed: readonly Assessment[],
  directory: string | undefined,
): string | undefined {
  const known = new Set(ecosystems.map((ecosystem) => ecosystem.advisoryEcosystem(distribution)));
  const names = assessed
    .filter(({ ecosystem, coverage }) => coverage !== "full" && known.has(ecosystem))
    .map(({ ecosystem }) => shellWord(ecosystem));
  if (names.length === 0) return undefined;
  const output = directory === undefined ? "" : ` --output ${shellWord(directory)}`;
  return `npm run advisories --${output} --sync ${names.join(" ")}`;
}

async function addStarterSet(directory: string, now: () => Date): Promise<void> {
  try {
    await ensureStarterAdvisories(directory, now);
  } catch (error) {
    const code = errorCode(error);
    if (error instanceof PermanentError || code === undefined) throw error;
    throw new PermanentError(
      "unwritable-advisories",
      `The starter set of advisories can't be kept in ${directory} (${code}). Set SCOUT_ADVISORIES to a folder that can be written to.`,
      { cause: error },
    );
  }
}

function requireDatabases(directory: string): void {
  if (Object.keys(readAdvisoryIndex(directory).databases).length > 0) return;
  throw new PermanentError(
    "no-advisories",
    `${directory} holds no advisory databases. Build them there: npm run advisories -- --output ${shellWord(directory)} --sync`,
  );
}

/** With those of the distribution that hold for every release. */
function countAdvisories(
  assessed: readonly Assessment[],
  { databases }: AdvisoryIndex,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { ecosystem, coverage } of assessed) {
    if (coverage === "not-assessed") continue;
    const names = new Set([ecosystem, baseEcosystem(ecosystem)]);
    const count = [...names].reduce((sum, name) => sum + (databases[name]?.records ?? 0), 0);
    counts.set(ecosystem, count);
  }
  return counts;
}
