import { once } from "node:events";
import type { Readable } from "node:stream";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import type { FunctionWorkerData, Invocation, WorkerMessage } from "./function-messages.ts";

/** A Lambda function as local mode runs it. */
export interface FunctionDefinition {
  /** Folder of lambdas/. */
  readonly step: string;
  /** Name of this deployment of it, where one step is deployed more than once. */
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** Invocations at a time: each has a worker of its own, as Lambda has an environment. */
  readonly concurrency: number;
  /** Gets each line that the function logs. */
  readonly onLog: (line: string) => void;
}

/** The function threw, ran out of time, or its worker died. */
export class FunctionError extends Error {
  override readonly name = "FunctionError";
}

interface Slot {
  worker: Worker | undefined;
  ready: Promise<void>;
  busy: boolean;
}

interface Waiting {
  readonly event: unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Runs one function in worker threads of its own environment; starts them when needed. */
export class FunctionHost {
  readonly #definition: FunctionDefinition;
  readonly #slots: Slot[] = [];
  readonly #waiting: Waiting[] = [];
  #nextId = 1;
  #closed = false;

  constructor(definition: FunctionDefinition) {
    this.#definition = definition;
  }

  /** Invokes the function and waits for its answer. @throws FunctionError */
  invoke(event: unknown): Promise<unknown> {
    if (this.#closed) return Promise.reject(new FunctionError("Local mode is stopping."));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, resolve, reject });
      this.#dispatch();
    });
  }

  /** Starts a first worker, so that the first invocation need not wait for it. */
  async warm(): Promise<void> {
    await this.#freeSlot()?.ready;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) {
      waiting.reject(new FunctionError("Local mode is stopping."));
    }
    const workers = this.#slots.flatMap(({ worker }) => (worker === undefined ? [] : [worker]));
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #dispatch(): void {
    const next = this.#waiting[0];
    if (next === undefined) return;
    const slot = this.#freeSlot();
    if (slot === undefined) return;
    this.#waiting.shift();
    slot.busy = true;
    this.#run(slot, next.event)
      .then(next.resolve, (error: unknown) => {
        next.reject(error instanceof Error ? error : new FunctionError(String(error)));
      })
      .finally(() => {
        slot.busy = false;
        this.#dispatch();
      });
  }

  #freeSlot(): Slot | undefined {
    const free = this.#slots.find((slot) => !slot.busy);
    if (free !== undefined) {
      if (free.worker === undefined) this.#start(free);
      return free;
    }
    if (this.#slots.length >= this.#definition.concurrency) return undefined;
    const slot: Slot = { worker: undefined, ready: Promise.resolve(), busy: false };
    this.#slots.push(slot);
    this.#start(slot);
    return slot;
  }

  #start(slot: Slot): void {
    const { step, name, environment, timeoutSeconds, onLog } = this.#definition;
    const data: FunctionWorkerData = {
      entry: new URL(`../lambdas/${step}/index.ts`, import.meta.url).href,
      functionName: name,
      timeoutSeconds,
    };
    const worker = new Worker(new URL("function-worker.ts", import.meta.url), {
      workerData: data,
      env: { ...environment },
      stdout: true,
      stderr: true,
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    readLines(worker.stdout, onLog);
    readLines(worker.stderr, onLog);
    worker.setMaxListeners(100);
    worker.once("exit", () => {
      if (slot.worker === worker) slot.worker = undefined;
    });
    slot.worker = worker;
    slot.ready = waitUntilReady(worker, name);
    // Whoever invokes sees the failure; alone it must not end the process.
    slot.ready.catch(() => undefined);
  }

  async #run(slot: Slot, event: unknown): Promise<unknown> {
    const { name, timeoutSeconds } = this.#definition;
    await slot.ready;
    const worker = slot.worker;
    if (worker === undefined) throw new FunctionError(`The function ${name} ended while starting.`);
    const id = this.#nextId++;
    const answer = answerOf(worker, id, name);
    const timer = setTimeout(() => void worker.terminate(), timeoutSeconds * 1000);
    try {
      worker.postMessage({ id, event } satisfies Invocation);
      return await answer;
    } finally {
      clearTimeout(timer);
    }
  }
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream }).on("line", onLine);
}

async function waitUntilReady(worker: Worker, name: string): Promise<void> {
  const message = await Promise.race([
    once(worker, "message").then(([first]) => first as WorkerMessage),
    once(worker, "exit").then(() => undefined),
  ]);
  if (message?.kind !== "ready") {
    throw new FunctionError(`The function ${name} did not start; its log says why.`);
  }
}

function answerOf(worker: Worker, id: number, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      worker.off("message", onMessage);
      worker.off("exit", onExit);
    };
    const onExit = (): void => {
      stop();
      reject(new FunctionError(`The function ${name} ran out of time or died; its log says why.`));
    };
    const onMessage = (message: WorkerMessage): void => {
      if (message.kind === "ready" || message.id !== id) return;
      stop();
      if (message.kind === "result") resolve(message.result);
      else reject(new FunctionError(`${message.name}: ${message.message}`));
    };
    worker.on("message", onMessage);
    worker.on("exit", onExit);
  });
}
