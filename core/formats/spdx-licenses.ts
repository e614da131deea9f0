import { createHash } from "node:crypto";
import { documentText } from "./document-text.ts";
import { parseSpdxLicense } from "./license-expression.ts";
import { NO_ASSERTION, type SpdxExtractedLicense } from "./spdx-document.ts";

/** Declared licences of one document, as expressions. */
export interface SpdxLicenses {
  /**
   * The expression of a package's declared licences. Several are joined by AND: which of them
   * may be chosen is not known, and keeping all of them is never wrong. What is not on SPDX's
   * list becomes a reference to the text as it was declared.
   */
  expressionOf(declared: readonly string[] | undefined): string;
  /** What was referred to so far, by identifier. */
  extracted(): readonly SpdxExtractedLicense[];
}

/** Collects the licences of one document. */
export function collectSpdxLicenses(): SpdxLicenses {
  const extracted = new Map<string, SpdxExtractedLicense>();

  function referTo(declared: string): string {
    const text = documentText(declared);
    const licenseId = `LicenseRef-${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
    extracted.set(licenseId, { licenseId, name: text, extractedText: text });
    return licenseId;
  }

  return {
    expressionOf(declared) {
      const named = [...new Set((declared ?? []).filter((text) => text.trim() !== ""))];
      const parts = named.map((text) => {
        const parsed = parseSpdxLicense(text);
        if (parsed === undefined) return referTo(text);
        return parsed.kind === "id" || named.length === 1 ? parsed.text : `(${parsed.text})`;
      });
      return parts.length === 0 ? NO_ASSERTION : parts.join(" AND ");
    },
    extracted() {
      return [...extracted.values()].sort((a, b) => (a.licenseId < b.licenseId ? -1 : 1));
    },
  };
}
