import { spawn } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import path from "node:path";

/** Another people's AWS emulator, on 127.0.0.1. */
export interface Emulator {
  readonly endpoint: string;
  close(): void;
}

/** Starts moto's server. https://docs.getmoto.org/en/latest/docs/server_mode.html */
export async function startMoto(commands: string): Promise<Emulator> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = spawn(
    path.join(commands, "moto_server"),
    ["--host", "127.0.0.1", "--port", String(port)],
    { stdio: "ignore" },
  );
  for (let attempt = 0; ; attempt++) {
    try {
      await fetch(`${endpoint}/moto-api/`);
      break;
    } catch (error) {
      if (attempt === 300 || server.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return {
    endpoint,
    close() {
      server.kill();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
