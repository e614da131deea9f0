import * as z from "zod";
import { PermanentError } from "../../core/errors.ts";
import { readSmallBody } from "./small-body.ts";
import type { Fetching, Transport } from "./transport.ts";
import { get } from "./transport.ts";

/** ECR keeps up to 100,000 images in a repository and 1,000 tags an image: enough for any list to be read. */
const MAX_PAGES = 1000;
const MAX_PAGE_BYTES = 8 * 1024 * 1024;

/** distribution spec.md, "Listing Tags" */
const TagPage = z.object({ tags: z.array(z.string()).nullish() });

/**
 * The tags of one page, and the address of the next where there is one.
 * @throws PermanentError `unexpected-answer`, …, TransientError
 */
export async function getTagPage(
  transport: Transport,
  fetching: Fetching,
): Promise<{ readonly tags: readonly string[]; readonly next: URL | undefined }> {
  const response = await get(transport, fetching);
  const bytes = await readSmallBody(response.body, MAX_PAGE_BYTES);
  const parsed = TagPage.safeParse(parseJson(bytes));
  if (!parsed.success) {
    throw new PermanentError(
      "unexpected-answer",
      `${fetching.url.host} answered with something else than ${fetching.what}.`,
      { cause: parsed.error },
    );
  }
  return { tags: parsed.data.tags ?? [], next: nextPage(response.headers["link"], fetching.url) };
}

/** Reads pages until there is none, through `read`, which gets one. */
export async function collectTags(
  first: URL,
  read: (url: URL) => ReturnType<typeof getTagPage>,
): Promise<readonly string[]> {
  const tags: string[] = [];
  let url: URL | undefined = first;
  for (let pages = 0; url !== undefined && pages < MAX_PAGES; pages += 1) {
    const page: Awaited<ReturnType<typeof getTagPage>> = await read(url);
    tags.push(...page.tags);
    url = page.next;
  }
  return tags;
}

/** `Link: <address>; rel="next"` (RFC 8288), on the same registry only. */
function nextPage(link: string | string[] | undefined, from: URL): URL | undefined {
  if (typeof link !== "string" || !/;\s*rel="?next"?/i.test(link)) return undefined;
  const target = /^\s*<([^>]*)>/.exec(link)?.[1];
  if (target === undefined || !URL.canParse(target, from.href)) return undefined;
  const next = new URL(target, from);
  return next.origin === from.origin ? next : undefined;
}

function parseJson(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString("utf8") ?? "");
  } catch {
    return undefined;
  }
}
