import { type QuickviewDocument, quickviewDocument } from "./quickview-document.ts";
import type { WatchEvent } from "./watch/watch-events.ts";

/** A line of `scout watch --format json`. */
export type WatchDocument =
  | (QuickviewDocument & {
      readonly event: "image";
      /** ISO 8601. */
      readonly at: string;
      /** What the tag names: of a manifest or of an index; `digest` is of the platform's manifest. */
      readonly pushedDigest: string;
    })
  | {
      readonly schemaVersion: 1;
      readonly event: "skipped";
      readonly at: string;
      readonly name: string;
      readonly reason: string;
    }
  | {
      readonly schemaVersion: 1;
      readonly event: "failed";
      readonly at: string;
      readonly name: string;
      readonly code: string;
      readonly reason: string;
    };

/** What happened, for programs. */
export function watchDocument(event: WatchEvent): WatchDocument {
  const at = event.at.toISOString();
  const { name } = event;
  switch (event.kind) {
    case "image": {
      const { schemaVersion, ...others } = quickviewDocument({ ...event.summary, name });
      return { schemaVersion, event: "image", at, pushedDigest: event.digest, ...others };
    }
    case "skipped":
      return { schemaVersion: 1, event: "skipped", at, name, reason: event.reason };
    case "failed":
      return {
        schemaVersion: 1,
        event: "failed",
        at,
        name,
        code: event.code,
        reason: event.reason,
      };
  }
}
