/** What decides on colours of a stream. */
export interface ColourStream {
  readonly isTTY?: boolean;
}

/**
 * Whether a stream is to be coloured: FORCE_COLOR rules (`0` and `false` are no), then
 * NO_COLOR (https://no-color.org: any value but the empty one), else terminals alone,
 * `TERM=dumb` left out.
 */
export function wantsColour(
  stream: ColourStream,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if (environment["NO_COLOR"]) return false;
  return stream.isTTY === true && environment["TERM"] !== "dumb";
}
