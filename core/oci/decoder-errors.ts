import { PermanentError } from "../errors.ts";

/** @param what What is wrong, as the end of a sentence. */
export function corruptGzip(what: string, cause?: unknown): PermanentError {
  return corrupt("corrupt-gzip", "gzip", what, cause);
}

/** @param what What is wrong, as the end of a sentence. */
export function corruptZstd(what: string, cause?: unknown): PermanentError {
  return corrupt("corrupt-zstd", "zstd", what, cause);
}

/** For a layer that unpacks to more than any honest one. @param limit What it exceeds, in words. */
export function bomb(limit: string): PermanentError {
  return new PermanentError(
    "bomb",
    `A layer unpacks to ${limit}: it is taken for a decompression bomb and not analysed.`,
  );
}

function corrupt(code: string, format: string, what: string, cause: unknown): PermanentError {
  return new PermanentError(
    code,
    `The layer's ${format} data can't be read: ${what}. Build and push the image again.`,
    { cause },
  );
}
