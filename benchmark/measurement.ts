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

/** Called in the measured process, at its end. */
export function reportUsage(detail: Readonly<Record<string, number>> = {}, at?: Usage): void {
  process.stdout.write(`${JSON.stringify({ ...(at ?? currentUsage()), detail })}\n`);
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

/** Runs a program in a process of its own and reads its report. */
export async function measure(program: string, args: readonly string[]): Promise<Measurement> {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
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

/** The run with the median wall time, with the largest peak of all. */
export function medianOf(runs: readonly Measurement[]): Measurement {
  const sorted = [...runs].sort((a, b) => a.wallSeconds - b.wallSeconds);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error("There was no run to take the median of.");
  return { ...middle, peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)) };
}
