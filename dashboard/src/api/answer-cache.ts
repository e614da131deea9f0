/** An answer with the tag under which the API knows it. */
export interface KnownAnswer {
  readonly etag: string;
  readonly body: unknown;
}

/** The answers read last, in memory only. */
export interface AnswerCache {
  find(identity: string): KnownAnswer | undefined;
  keep(identity: string, answer: KnownAnswer): void;
}

/** A page polls a handful of addresses; the rest is for going back. */
const MAX_ANSWERS = 60;

/** Makes an empty cache that forgets what was not used for longest. */
export function createAnswerCache(limit = MAX_ANSWERS): AnswerCache {
  const answers = new Map<string, KnownAnswer>();
  return {
    find(identity) {
      const answer = answers.get(identity);
      if (answer === undefined) return undefined;
      answers.delete(identity);
      answers.set(identity, answer);
      return answer;
    },
    keep(identity, answer) {
      answers.delete(identity);
      answers.set(identity, answer);
      const [oldest] = answers.keys();
      if (answers.size > limit && oldest !== undefined) answers.delete(oldest);
    },
  };
}
