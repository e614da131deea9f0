import { randomInt } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const SUFFIX_LENGTH = 12;

/**
 * A physical name as CloudFormation makes them: stack, logical ID and 12 random characters, the
 * first two shortened when the whole would be too long.
 */
export function generatedName(stackName: string, logicalId: string, maximum: number): string {
  const suffix = Array.from({ length: SUFFIX_LENGTH }, () =>
    ALPHABET.charAt(randomInt(ALPHABET.length)),
  ).join("");
  const room = maximum - SUFFIX_LENGTH - 2;
  const stack = stackName.slice(0, Math.max(room - logicalId.length, Math.floor(room / 2)));
  return `${stack}-${logicalId.slice(0, room - stack.length)}-${suffix}`;
}
