/** Letters of scripts that run from right to left, and the marks that turn directions (UAX #9). */
const TURNS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A name that somebody else chose, for sentences that are one text, as titles and labels are:
 * unable to turn the direction of what stands around it. Elsewhere `ForeignText` does that.
 */
export function isolated(name: string): string {
  return TURNS.test(name) ? `\u2068${name}\u2069` : name;
}
