import * as z from "zod";
import { PermanentError } from "../../core/errors.ts";
import { readSmallBody } from "./small-body.ts";
import type { Fetching, Transport } from "./transport.ts";
import { get } from "./transport.ts";

/** ECR keeps up to 100,000 images in a repository and 1,000 tags an image: enough for any list to be read. */
const MAX_PAGES = 1000;
const MAX_PAGE_BYTES = 8 * 1024 * 1024;

/** Names of one page, and the address of the next page where there is one. */
export interface NamePage {
  readonly names: readonly string[];
  readonly next: URL | undefined;
}

/** distribution spec.md, "Listing Tags"; `_catalog` is distribution's own, in the same form. */
const schemas = {
  tags: z.object({ tags: z.array(z.string()).nullish() }).transform(({ tags }) => tags ?? []),
  repositories: z
    .object({ repositories: z.array(z.string()).nullish() })
    .transform(({ repositories }) => repositories ?? []),
} as const;

/**
 * The names of one page, and the address of the next where there is one.
 * @throws PermanentError `unexpected-answer`, …, TransientError
 */
export async function getNamePage(
  transport: Transport,
  fetching: Fetching,
  of: keyof typeof schemas,
): Promise<NamePage> {
  const response = await get(transport, fetching);
  const bytes = await readSmallBody(response.body, MAX_PAGE_BYTES);
  const parsed = schemas[of].safeParse(parseJson(bytes));
  if (!parsed.success) {
    throw new PermanentError(
      "unexpected-answer",
      `${fetching.url.host} answered with something else than ${fetching.what}.`,
      { cause: parsed.error },
    );
  }
  return { names: parsed.data, next: nextPage(response.headers["link"], fetching.url) };
}

/**
 * Reads pages until there is none, through `read`, which gets one.
 * @throws PermanentError `unexpected-answer` where they do not end
 */
export async function collectNames(
  first: URL,
  read: (url: URL) => Promise<NamePage>,
): Promise<readonly string[]> {
  const names: string[] = [];
  let url: URL | undefined = first;
  for (let pages = 0; url !== undefined; pages += 1) {
    if (pages === MAX_PAGES) {
      throw new PermanentError(
        "unexpected-answer",
        `${first.host} went on after ${MAX_PAGES} pages of ${first.pathname}. A list that long is not read.`,
      );
    }
    const page = await read(url);
    names.push(...page.names);
    url = page.next;
  }
  return names;
}

/** `Link: <address>; rel="next"` (RFC 8288), on the same registry only. */
function nextPage(link: string | string[] | undefined, from: URL): URL | undefined {
  if (typeof link !== "string" || !/;\s*rel="?next"?/i.test(link)) return undefined;
  const target = /^\s*<([^>]*)>/.exec(link)?.[1];
  if (target === undefined || !URL.canParse(target, from.href)) return undefined;
  const next = new URL(target, from);
  return next.origin === from.origin && next.href !== from.href ? next : undefined;
}

function parseJson(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString("utf8") ?? "");
  } catch {
    return undefined;
  }
}
