import type { Summary } from "../engine.ts";

/** What a watch tells of. */
export type WatchEvent =
  | {
      readonly kind: "image";
      readonly at: Date;
      /** `host/repository:tag` */
      readonly name: string;
      /** What the tag names: of a manifest or of an index. */
      readonly digest: string;
      readonly summary: Summary;
    }
  /** An artifact that is no image, and is not looked at again. */
  | { readonly kind: "skipped"; readonly at: Date; readonly name: string; readonly reason: string }
  /** It is tried again. */
  | {
      readonly kind: "failed";
      readonly at: Date;
      /** A registry, a repository, or an image. */
      readonly name: string;
      readonly code: string;
      readonly reason: string;
    };
