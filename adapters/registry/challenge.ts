/** One `WWW-Authenticate` challenge (RFC 9110, section 11.6.1). */
export interface Challenge {
  /** In lower case, for example `bearer`. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Longer headers are not looked at: no registry sends them. */
const MAX_HEADER_LENGTH = 8192;

const TOKEN = /[!#$%&'*+.^_`|~\w-]+/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
const SPACES_AND_COMMAS = /[\s,]*/y;
const EQUALS = /\s*=\s*/y;

/**
 * Reads the challenges of an answer, several in one header or in several. Whatever
 * can't be read ends the header: what came before it stands.
 */
export function parseChallenges(header: string | readonly string[] | undefined): Challenge[] {
  const headers = typeof header === "string" ? [header] : (header ?? []);
  return headers.flatMap(parseHeader);
}

function parseHeader(header: string): Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  if (header.length > MAX_HEADER_LENGTH) return challenges;
  let position = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = position;
    const match = pattern.exec(header);
    if (match === null) return undefined;
    position += match[0].length;
    return match;
  };
  while (position < header.length) {
    take(SPACES_AND_COMMAS);
    const word = take(TOKEN);
    if (word === undefined) break;
    const last = challenges.at(-1);
    if (last === undefined || !take(EQUALS)) {
      challenges.push({ scheme: word[0].toLowerCase(), parameters: new Map() });
      continue;
    }
    const quoted = take(QUOTED);
    const value = quoted ? quoted[1]?.replace(/\\(.)/g, "$1") : take(TOKEN)?.[0];
    if (value === undefined) break;
    last.parameters.set(word[0].toLowerCase(), value);
  }
  return challenges;
}
