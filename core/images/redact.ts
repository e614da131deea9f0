/** Stands where a value was that must not be stored. */
export const REDACTED = "<redacted>";

/** Longer texts are cut: a whole script in one instruction of a Dockerfile. */
const MAX_LENGTH = 4096;

/** Names whose values are secrets, wherever in the name the word stands. */
const SECRET_NAME =
  /passw(?:or)?d|passphrase|pass$|pwd\b|secret|token|credential|api[-_.]?key|access[-_.]?key|account[-_.]?key|private[-_.]?key|encryption[-_.]?key|signing[-_.]?key|(?:^|[-_.])key$|\bauth(?:orization)?\b/i;

/** A shell word, quoted or bare. */
const VALUE = String.raw`("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"';&|,}]+)`;
/** `name=value`, `name: value`, `"name":"value"`. */
const ASSIGNMENT = new RegExp(String.raw`([\w.-]{1,100})(["']?\s?[=:]\s?)${VALUE}`, "g");
/** `--name` before white space: its value, if it has one, is looked at by its name. */
const OPTION = /(?<=^|\s)--?[\w.-]{1,100}\s+/g;
/** The next word: a value even where it begins with a hyphen. */
const NEXT_WORD = new RegExp(VALUE, "y");
/** Passwords of programs that take them in ways of their own. */
const COMMANDS: readonly (readonly [RegExp, string])[] = [
  // curl -u name:password
  [
    /(?<=\s)((?:-u|--user|--proxy-user)[\s=]+["']?[^\s:"']+:)(?:(?<=["'][^\s:"']+:)[^"']+|[^\s"']+)/g,
    `$1${REDACTED}`,
  ],
  // mysql -ppassword
  [/(\b(?:mysql|mariadb)[\w-]*\s(?:[^|;&]*?\s)?-p)[^\s|;&]+/g, `$1${REDACTED}`],
  [/(\bsshpass\s+-p\s*)[^\s|;&]+/g, `$1${REDACTED}`],
  // echo password | program
  [
    new RegExp(
      String.raw`(\becho\s+(?:-\w+\s+)*)${VALUE}(?=\s*\|[^|;&]*(?:-stdin\b|\bchpasswd\b|\bpasswd\b|\bsudo\s+-S))`,
      "g",
    ),
    `$1${REDACTED}`,
  ],
];
const PEM = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
const URL_USER = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@]+@/gi;
const BEARER = /\b(Bearer|Basic)\s+[\w+/=.~-]{8,}/gi;
/** Tokens that their makers mark: AWS, GitHub, GitLab, Slack, npm, Google, OpenAI, Docker, JWT. */
const MARKED_TOKEN =
  /\b(?:(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}|gh[opusr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[a-z]-[\w-]{10,}|npm_\w{20,}|AIza[\w-]{30,}|sk-[\w-]{20,}|dckr_pat_[\w-]{10,}|eyJ[\w-]{10,}\.[\w-]{10,}\.?[\w-]*)/g;
const LONG_WORD = /[A-Za-z0-9+_=-]{24,}/g;

/** Bits a character from which a long word of mixed letters and digits is random; text has less. */
const RANDOM_BITS = 4.2;

/** Whether a value of this name is to be taken for a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/**
 * Replaces whatever looks like a secret in a text that an image carries: private keys,
 * passwords in addresses, values of telling names, tokens of known makers, long random words.
 */
export function redactSecrets(text: string): string {
  const cut = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  let known = cut;
  for (const [pattern, replacement] of COMMANDS) known = known.replace(pattern, replacement);
  return redactOptions(known)
    .replace(PEM, REDACTED)
    .replace(URL_USER, `$1${REDACTED}@`)
    .replace(BEARER, `$1 ${REDACTED}`)
    .replace(MARKED_TOKEN, REDACTED)
    .replace(ASSIGNMENT, redactNamed)
    .replace(LONG_WORD, (word) => (isRandom(word) ? REDACTED : word));
}

/** An option without a value must not hide that the next word is another option. */
function redactOptions(text: string): string {
  let result = "";
  let end = 0;
  for (const { 0: option, index } of text.matchAll(OPTION)) {
    const start = index + option.length;
    const name = option.trimEnd();
    if (index < end || !isSecretName(name) || /-(?:stdin|file)$/.test(name)) continue;
    NEXT_WORD.lastIndex = start;
    const word = NEXT_WORD.exec(text)?.[0];
    if (word === undefined || word.startsWith("--")) continue;
    result += text.slice(end, start) + REDACTED;
    end = start + word.length;
  }
  return result + text.slice(end);
}

function redactNamed(all: string, name: string, separator: string): string {
  return isSecretName(name) ? `${name}${separator}${REDACTED}` : all;
}

/** Digests and commits are hexadecimal and stay below the bound. */
function isRandom(word: string): boolean {
  if (!/[a-z]/.test(word) || !/[A-Z]/.test(word) || !/\d/.test(word)) return false;
  const counts = new Map<string, number>();
  for (const character of word) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / word.length) * Math.log2(count / word.length);
  return bits >= RANDOM_BITS;
}
