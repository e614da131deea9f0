/** A port that somebody else holds, with the variable that moves it. */
export class PortTakenError extends Error {
  override readonly name = "PortTakenError";

  /** @param variable Environment variable of `npm start`. */
  constructor(port: number, variable: string, cause: unknown) {
    super(
      `Port ${port} is taken by another program. Stop that program, or choose another port: ` +
        `${variable}=${port + 1} npm start`,
      { cause },
    );
  }
}
