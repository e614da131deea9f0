import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Goes up when state of earlier versions can't be read any more. */
const STATE_VERSION = "3";

/** The state is not of this version. Its message is for people. */
export class StateVersionError extends Error {
  override readonly name = "StateVersionError";
}

/**
 * Makes sure that a directory's state is of this version, or that there is none.
 * @throws StateVersionError that says what to do
 */
export function requireStateVersion(directory: string): void {
  const file = path.join(directory, "state-version");
  const found = existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
  if (found === STATE_VERSION) return;
  if (found !== undefined || existsSync(path.join(directory, "aws"))) {
    throw new StateVersionError(
      `The state in ${directory} was written by another version of ecr-scout, which this one can't read. Wipe it with npm start -- --fresh.`,
    );
  }
  writeFileSync(file, `${STATE_VERSION}\n`);
}
