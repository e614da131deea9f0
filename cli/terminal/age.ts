const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long ago something was, in one short word: `now`, `5m`, `3h`, `12d`.
 *
 * @param iso ISO 8601, or null for what never was: `-`.
 */
export function formatAge(iso: string | null, now: Date): string {
  if (iso === null) return "-";
  const age = now.getTime() - Date.parse(iso);
  if (age < MINUTE) return "now";
  if (age < HOUR) return `${Math.floor(age / MINUTE)}m`;
  if (age < 2 * DAY) return `${Math.floor(age / HOUR)}h`;
  return `${Math.floor(age / DAY)}d`;
}
