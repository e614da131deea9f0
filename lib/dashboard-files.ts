import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Where `npm run dashboard` writes. */
const BUILT = fileURLToPath(new URL("../dashboard/dist", import.meta.url));

/** Folder of what is named by a hash of its content. */
export const HASHED_FOLDER = "assets";

/**
 * Folder of the built dashboard.
 * @throws Error where nothing was built.
 */
export function builtDashboard(directory: string = BUILT): string {
  if (existsSync(path.join(directory, "index.html"))) return directory;
  throw new Error(
    `There is no built dashboard in ${directory}. Run \`npm run dashboard\`, then synthesize again.`,
  );
}

/** Addresses of the files that stand at the root of the site, such as `/icon.svg`. */
export function rootFiles(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => `/${name}`)
    .sort();
}
