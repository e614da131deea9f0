/** Says why an event pattern is not one. */
export class InvalidPatternError extends Error {
  override readonly name = "InvalidPatternError";
}
