import { PermanentError } from "../core/errors.ts";

/** What a command is to look at. */
export type Target =
  /** No prefix: the service if it knows the image, else its registry. */
  | { readonly kind: "image"; readonly reference: string }
  | { readonly kind: "registry"; readonly reference: string }
  /** `place`: a path, with or without the name of an image behind it. */
  | { readonly kind: "oci-dir"; readonly place: string }
  | { readonly kind: "archive"; readonly place: string }
  | { readonly kind: "fs"; readonly path: string };

/** For `--help`. */
export const TARGET_HELP = `Targets:
  IMAGE                 repository:tag, asked of the service, or its registry
  registry://IMAGE      read from its registry as a stream, nothing is stored
  oci-dir://DIR[:TAG]   an OCI layout, for example by skopeo or buildah
  archive://FILE[:TAG]  a tar by docker save, or of an OCI layout
  fs://DIR              a folder as the root of a file system`;

/**
 * Reads a command's target.
 * @throws PermanentError `invalid-target`
 */
export function parseTarget(text: string): Target {
  const match = /^([a-z-]+):\/\/(.*)$/s.exec(text);
  if (match === null) {
    if (text === "") throw new PermanentError("invalid-target", "The target is empty.");
    return { kind: "image", reference: text };
  }
  const [, prefix = "", rest = ""] = match;
  if (rest === "") {
    throw new PermanentError("invalid-target", `${text} names nothing after ${prefix}://.`);
  }
  switch (prefix) {
    case "registry":
      return { kind: "registry", reference: rest };
    case "oci-dir":
    case "archive":
      return { kind: prefix, place: rest };
    case "fs":
      return { kind: "fs", path: rest };
    default:
      throw new PermanentError(
        "invalid-target",
        `${prefix}:// is no kind of target. Use registry://, oci-dir://, archive:// or fs://.`,
      );
  }
}
