import type { Dispatcher } from "undici";
import * as z from "zod";

type Body = Dispatcher.ResponseData["body"];

/** An error document: a sentence or two. */
const MAX_ERROR_BYTES = 64 * 1024;

/**
 * Reads a whole body that must be small.
 * @returns undefined where it is larger than `limit`; the connection is freed then.
 */
export async function readSmallBody(body: Body, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the body, and with it the connection.
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** Errors of the distribution spec (spec.md, "Error Codes"). */
const ErrorDocument = z.object({
  errors: z.array(z.object({ code: z.string().optional(), message: z.string().optional() })).min(1),
});

/**
 * What a registry says of its refusal, on one line: `CODE message`, cut to a sane
 * length and without queries of addresses, which may be signed. Undefined where it
 * says nothing in the registry protocol's own form.
 */
export async function readErrorDetail(body: Body): Promise<string | undefined> {
  try {
    const bytes = await readSmallBody(body, MAX_ERROR_BYTES);
    if (bytes === undefined) return undefined;
    const [first] = ErrorDocument.parse(JSON.parse(bytes.toString("utf8"))).errors;
    const text = `${first?.code ?? ""} ${first?.message ?? ""}`;
    return harmless(text) || undefined;
  } catch {
    // The status alone has to do: a broken error document must not hide it.
    return undefined;
  }
}

function harmless(text: string): string {
  return text
    .slice(0, 1000)
    .replace(/\?\S*/g, "")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, 300);
}
