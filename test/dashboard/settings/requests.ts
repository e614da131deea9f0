/** A request that a page has sent. */
export interface SentRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: unknown;
}

/** What a page is answered, with what it has asked to change so far. */
export interface RecordedAnswers {
  readonly answers: (method: string, url: URL, body: unknown) => unknown;
  readonly changes: readonly SentRequest[];
}

/**
 * Answers GET by the path's end, as pages of a list without more, and changes by `change`; an
 * error is thrown.
 */
export function recordChanges(
  lists: Readonly<Record<string, readonly unknown[]>>,
  change: (request: SentRequest) => unknown = () => ({}),
): RecordedAnswers {
  const changes: SentRequest[] = [];
  return {
    changes,
    answers(method, url, body) {
      const path = url.pathname.replace("/v1/organizations/demo/", "") + url.search;
      if (method === "GET") {
        const items = lists[url.pathname.split("/").at(-1) ?? ""] ?? [];
        return { items, nextCursor: null, asOf: null };
      }
      const request = { method, path, body };
      changes.push(request);
      return change(request);
    },
  };
}
