/**
 * Known tags that are asked for their digest in one round. Lists of tags do not tell digests, so
 * that a tag that was moved shows only when it is asked for: all of them would be too many
 * requests for a large registry, which would answer 429.
 */
export const RECHECKED_TAGS = 500;

/** Whose turn it is to be asked. */
export interface Recheck {
  /** Begins a round. */
  startRound(): void;
  /** Whether a known tag is asked in this round; to be called for each of them. */
  isDue(repository: string, tag: string): boolean;
}

/**
 * All known tags where there are no more than `budget`; else each in its turn, every so many
 * rounds. In the first round, when their number is not known, the first ones.
 */
export function createRecheck(budget = RECHECKED_TAGS): Recheck {
  let round = -1;
  let total = 0;
  let slices: number | undefined;
  return {
    startRound() {
      if (round >= 0) slices = Math.max(1, Math.ceil(total / budget));
      round += 1;
      total = 0;
    },
    isDue(repository, tag) {
      total += 1;
      if (slices === undefined) return total <= budget;
      return hash(`${repository}:${tag}`) % slices === round % slices;
    },
  };
}

/** FNV-1a, 32 bits: the same tag always has the same turn. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return value >>> 0;
}
