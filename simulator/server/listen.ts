import type { Server } from "node:net";

/** A port of the simulator is taken by another program. */
export class PortInUseError extends Error {
  override readonly name = "PortInUseError";
  readonly port: number;
  /** The member of SimulatorOptions that moves it. */
  readonly option: string;

  constructor(port: number, option: string, cause: unknown) {
    super(
      `Port ${port} on 127.0.0.1 is in use by another program. ` +
        `Stop that program, or choose another port with the option ${option}.`,
      { cause },
    );
    this.port = port;
    this.option = option;
  }
}

/**
 * Listens on 127.0.0.1 and nowhere else.
 *
 * @param port 0 = any free one.
 * @param option Name of the option that holds the port, for the error.
 * @returns the port in use.
 * @throws PortInUseError
 */
export async function listenLocally(server: Server, port: number, option: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new PortInUseError(port, option, error) : error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port was bound");
  return address.port;
}
