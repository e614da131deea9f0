/** Allowed by deb-version(7); a letter at the start is only frowned upon by dpkg. */
const VERSION = /^(?:(\d{1,9}):)?([A-Za-z0-9.+~:-]+)$/;

interface DebianVersion {
  readonly epoch: string;
  readonly upstream: string;
  readonly revision: string;
}

/**
 * Order of Debian's package versions, deb-version(7).
 * @returns Negative, 0 or positive; undefined when one is no version.
 */
export function compareDebianVersions(a: string, b: string): number | undefined {
  const left = parse(a);
  const right = parse(b);
  if (left === undefined || right === undefined) return undefined;
  return (
    compareNumbers(left.epoch, right.epoch) ||
    comparePart(left.upstream, right.upstream) ||
    comparePart(left.revision, right.revision)
  );
}

function parse(version: string): DebianVersion | undefined {
  const match = VERSION.exec(version.trim());
  if (match === null) return undefined;
  const [, epoch, rest = ""] = match;
  const dash = rest.lastIndexOf("-");
  // A colon may stand in the upstream version only behind an epoch.
  if (epoch === undefined && rest.includes(":")) return undefined;
  if (dash === 0 || dash === rest.length - 1) return undefined;
  return {
    epoch: epoch ?? "",
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    // An absent revision is equal to 0: both compare as nothing.
    revision: dash < 0 ? "" : rest.slice(dash + 1),
  };
}

/** Runs of other characters and runs of digits in turn, from left to right. */
function comparePart(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a, i)) || (j < b.length && !isDigit(b, j))) {
      const difference = weight(a, i) - weight(b, j);
      if (difference !== 0) return difference;
      i += 1;
      j += 1;
    }
    const startA = i;
    const startB = j;
    while (isDigit(a, i)) i += 1;
    while (isDigit(b, j)) j += 1;
    const difference = compareNumbers(a.slice(startA, i), b.slice(startB, j));
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A tilde sorts before the end, the end (and a digit) before letters, letters before the rest. */
function weight(text: string, index: number): number {
  if (index >= text.length || isDigit(text, index)) return 0;
  const code = text.charCodeAt(index);
  if (code === 0x7e) return -1;
  return isLetter(code) ? code : code + 256;
}

/** By value, whatever their length; the empty string counts as 0. */
function compareNumbers(a: string, b: string): number {
  const left = a.replace(/^0+/, "");
  const right = b.replace(/^0+/, "");
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}
