import { REDACTED, redactSecrets } from "./redact.ts";

const ENV = /^(\/bin\/sh -c #\(nop\)\s+)?ENV\s+/;
const BUILD_ARGUMENTS = /^(RUN )?\|(\d+) /;
/** What follows the build arguments: a shell, or a program by its path. */
const SHELL = / (?=(?:\/[\w./-]+|powershell|cmd)(?: |$))/g;

/**
 * An instruction of an image's history without the values of its environment and of its
 * build arguments, and without anything else that looks like a secret.
 */
export function redactInstruction(instruction: string): string {
  const env = ENV.exec(instruction);
  if (env) return env[0] + namesOnly(instruction.slice(env[0].length));
  const args = BUILD_ARGUMENTS.exec(instruction);
  if (args) return redactArguments(instruction, args[0].length);
  return redactSecrets(instruction);
}

/** `ENV A=1 B="x y"` names several; in `ENV A some text` all after the first word is the value. */
function namesOnly(assignments: string): string {
  const first = /^[^\s=]+/.exec(assignments)?.[0] ?? "";
  if (assignments[first.length] !== "=") return `${first} ${REDACTED}`;
  const names = assignments.matchAll(/(?:^|\s)([A-Za-z_][\w.-]*)=/g);
  return [...names].map(([, name]) => `${name ?? ""}=${REDACTED}`).join(" ");
}

/** `|2 A=x B=y /bin/sh -c …`: quotes are lost, so the values end where a program's path stands. */
function redactArguments(instruction: string, start: number): string {
  const rest = instruction.slice(start);
  SHELL.lastIndex = 0;
  const shell = SHELL.exec(rest);
  const end = shell ? shell.index : rest.length;
  return (
    instruction.slice(0, start) + namesOnly(rest.slice(0, end)) + redactSecrets(rest.slice(end))
  );
}
