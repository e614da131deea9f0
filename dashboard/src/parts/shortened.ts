/** Characters that titles, ways and drop-downs have room for. */
const LONG = 120;

/** A name that somebody else chose, cut off where it would take a page of its own. */
export function shortened(name: string): string {
  return name.length > LONG ? `${name.slice(0, LONG)}…` : name;
}
