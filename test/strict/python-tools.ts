import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));

/**
 * Installs the programs of requirements.txt into a virtual environment of the clone, once.
 *
 * @returns The folder of their commands.
 */
export async function installPythonTools(): Promise<string> {
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  const folder = path.join(root, ".strict");
  const commands = path.join(folder, "bin");
  const marker = path.join(folder, "installed");
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return commands;
  process.stdout.write("Installing the strangers of test/strict/requirements.txt …\n");
  mkdirSync(folder, { recursive: true });
  await run("python3", ["-m", "venv", "--clear", folder]);
  const options = { maxBuffer: 64 * 1024 * 1024 };
  await run(path.join(commands, "pip"), ["install", "--quiet", "-r", requirements], options);
  writeFileSync(marker, wanted);
  return commands;
}
