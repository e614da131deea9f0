const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
const LEAST = 1_000;
const MOST = 24 * 3_600_000;

/** Reads `90`, `90s`, `5m` or `1h` as milliseconds; undefined: it is none, or beyond 1 s to 24 h. */
export function parseInterval(text: string): number | undefined {
  const match = /^(\d{1,6})([smh]?)$/.exec(text);
  if (match === null) return undefined;
  const [, count = "", unit = ""] = match;
  const milliseconds = Number(count) * (UNITS[unit] ?? 1_000);
  return milliseconds >= LEAST && milliseconds <= MOST ? milliseconds : undefined;
}
