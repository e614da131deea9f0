/** Control and format characters (which include every mark of direction), lone surrogates, line separators. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/**
 * Text of an image for a document that other programs read: one line, well-formed, and without
 * characters that hide or reverse what follows, which are written as visible codes (`\u202e`).
 * SPDX asks for single lines (SPDX 2.3, 7.1.3); XML, which documents are converted to, has no
 * control characters at all.
 */
export function documentText(text: string): string {
  return text.replace(UNSAFE, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}
