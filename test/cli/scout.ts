import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { createEngine } from "../../cli/create-engine.ts";
import { runScout } from "../../cli/main.ts";
import { connectService } from "../../cli/service/service.ts";
import { findServiceSettings } from "../../cli/service/settings.ts";
import type { Surroundings } from "../../cli/surroundings.ts";
import { createWatchTools } from "../../cli/watch/create-watch-tools.ts";

/** What a run of the program gave. */
export interface ScoutRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a test bends the surroundings of a run. */
export interface ScoutOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Columns of the terminal that both streams are; absent: they are none. */
  readonly columns?: number;
  readonly signal?: AbortSignal;
  readonly stdout?: NodeJS.WriteStream;
  readonly engine?: Surroundings["engine"];
  /** What is piped into the program, or typed where there are columns. */
  readonly input?: string;
  /** Waits that the program asked for, in milliseconds; none is waited for. */
  readonly waits?: number[];
  /** Called at each wait, with how many there were before. */
  readonly onWait?: (before: number) => Promise<void> | void;
}

/** A folder of one test file, where the program also keeps its cache and its starter set. */
export async function makeWorkspace(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "scout-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A run's text without what differs from run to run, or when the starter set grows. */
export function stable(text: string, folder: string): string {
  return text
    .replaceAll(folder, "/w")
    .replace(/sha256:[0-9a-f]{64}/g, "sha256:…")
    .replace(/starter set of \d+ advisories/g, "starter set of N advisories");
}

/** Runs the program in this process, on a machine of amd64, at noon of 21 November 2026. */
export async function scout(
  folder: string,
  args: readonly string[],
  options: ScoutOptions = {},
): Promise<ScoutRun> {
  const { environment = {}, columns, signal, stdout, engine, input = "" } = options;
  const sleep = sleepOf(options);
  const out = captureStream(columns);
  const err = captureStream(columns);
  const code = await runScout(args, {
    stdin: inputStream(input, columns),
    stdout: stdout ?? out.stream,
    stderr: err.stream,
    environment,
    version: "1.2.3",
    signal: signal ?? new AbortController().signal,
    clock: fastClock(),
    engine: engine ?? (() => Promise.resolve(testEngine(folder, environment))),
    service: (role) => findServiceSettings(environment, join(folder, "credentials.json"), role),
    watchTools: () => Promise.resolve(testWatchTools(folder, environment, sleep)),
    sleep,
  });
  return { code, stdout: out.text(), stderr: err.text() };
}

/** Waits for nothing, and tells the test; what is aborted ends as it does on the clock. */
function sleepOf({ waits = [], onWait }: ScoutOptions): Surroundings["sleep"] {
  return async (milliseconds, signal) => {
    waits.push(milliseconds);
    await onWait?.(waits.length - 1);
    signal.throwIfAborted();
  };
}

function testWatchTools(
  folder: string,
  environment: Readonly<Record<string, string>>,
  sleep: Surroundings["sleep"],
) {
  return createWatchTools({
    stateDirectory: join(folder, "state"),
    dockerDirectory: join(folder, "docker"),
    environment,
    now: () => new Date("2026-11-21T12:00:00Z"),
    sleep,
  });
}

function testEngine(folder: string, environment: Readonly<Record<string, string>>) {
  return createEngine(
    {
      cacheDirectory: join(folder, "cache"),
      advisoryDirectory: join(folder, "advisories"),
      otherAdvisoryDirectory: environment["SCOUT_ADVISORIES"],
      dockerDirectory: join(folder, "docker"),
      environment,
      architecture: "amd64",
      now: () => new Date("2026-11-21T12:00:00Z"),
    },
    async () => {
      // Nothing listens there, unless a test says otherwise: port 0 is never anybody's.
      const settings = await findServiceSettings(environment, join(folder, "credentials.json"));
      return settings && connectService(settings, "amd64");
    },
  );
}

/** Each look is a second later, so that all progress is shown. */
function fastClock(): () => number {
  let now = 0;
  return () => (now += 1000);
}

/** A standard stream whose text a test can look at; of a terminal where it has columns. */
export function captureStream(columns?: number): {
  readonly stream: NodeJS.WriteStream;
  readonly text: () => string;
} {
  const parts: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(chunk.toString());
      done();
    },
  });
  return { stream: asTerminal(stream, columns), text: () => parts.join("") };
}

/** A standard stream that refuses every write with this error, as a closed pipe does. */
export function failingStream(code: string): NodeJS.WriteStream {
  const stream = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error(`write ${code}`), { code }));
    },
  });
  return asTerminal(stream);
}

/** Standard input with a text; of a terminal where it has columns. */
function inputStream(text: string, columns?: number): NodeJS.ReadStream {
  const terminal = columns === undefined ? {} : { isTTY: true };
  return Object.assign(Readable.from([text]), terminal) as unknown as NodeJS.ReadStream;
}

function asTerminal(stream: Writable, columns?: number): NodeJS.WriteStream {
  const terminal = columns === undefined ? {} : { isTTY: true, columns };
  // What the program uses of a WriteStream is all there.
  return Object.assign(stream, terminal) as unknown as NodeJS.WriteStream;
}
