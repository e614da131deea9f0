import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A running registry in another process. */
export interface BenchmarkRegistry {
  /** `host:port` */
  readonly host: string;
  stop(): void;
}

/** Starts the read-only registry over these layouts. */
export async function startRegistry(folder: string): Promise<BenchmarkRegistry> {
  const child = fork(join(import.meta.dirname, "registry-server.ts"), [folder]);
  const [message] = (await once(child, "message")) as [{ port: number }];
  return {
    host: `127.0.0.1:${message.port}`,
    stop() {
      child.disconnect();
    },
  };
}
