import { spawn } from "node:child_process";

/** What one process used, from its start to its result. */
export interface Usage {
  readonly wallSeconds: number;
  /** User and system time of all threads. */
  readonly cpuSeconds: number;
  /** Resident set at its largest, bytes. */
  readonly peakBytes: number;
}

/** A measured process's usage, and what else it has to tell. */
export interface Measurement extends Usage {
  readonly detail: Readonly<Record<string, number>>;
}

/**
 * Called in the measured process, at its end.
 * @param started Its usage when its modules were loaded.
 * @param ended When its work was done, now by default.
 */
export function reportUsage(
  started: Usage,
  detail: Readonly<Record<string, number>>,
  ended: Usage = currentUsage(),
): void {
  const starting = {
    startSeconds: started.wallSeconds,
    startCpuSeconds: started.cpuSeconds,
  };
  process.stdout.write(`${JSON.stringify({ ...ended, detail: { ...detail, ...starting } })}\n`);
}

/** What this process has used until now. */
export function currentUsage(): Usage {
  const { user, system } = process.cpuUsage();
  return {
    wallSeconds: performance.now() / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

/**
 * Runs a program in a process of its own and reads its report.
 * @param environment Besides this process's own.
 */
export async function measure(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Measurement> {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}.`);
  return JSON.parse(output) as Measurement;
}

/** The middle value, or the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.ceil((sorted.length - 1) / 2)];
  if (low === undefined || high === undefined)
    throw new Error("There is nothing to take a median of.");
  return (low + high) / 2;
}
