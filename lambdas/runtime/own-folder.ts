import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";

/**
 * A folder for this instance of a function alone. Lambda's disk outlives a process that was
 * stopped, and local mode runs instances side by side in one process: so the folder is named
 * by process and thread, and those of other processes are removed.
 *
 * @param workDirectory Of this function and no other.
 * @returns Its path; it need not exist yet.
 */
export function ownFolder(workDirectory: string, name: string): string {
  mkdirSync(workDirectory, { recursive: true });
  const ofProcess = `${name}-${process.pid}-`;
  for (const entry of readdirSync(workDirectory)) {
    if (!entry.startsWith(`${name}-`) || entry.startsWith(ofProcess)) continue;
    rmSync(join(workDirectory, entry), { recursive: true, force: true });
  }
  return join(workDirectory, `${ofProcess}${threadId}`);
}
