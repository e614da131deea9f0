import { PermanentError } from "../errors.ts";
import { isDigest } from "./digest.ts";

/** A container image's name, with every default filled in. */
export interface Reference {
  /** `host[:port]`, for example `docker.io` or `127.0.0.1:5050`. */
  readonly registry: string;
  /** For example `library/alpine`. */
  readonly repository: string;
  /** Absent where only a digest is given. */
  readonly tag?: string;
  /** Names the content; where both are given, it rules over the tag. */
  readonly digest?: string;
}

const DEFAULT_REGISTRY = "docker.io";
const DEFAULT_NAMESPACE = "library";
const DEFAULT_TAG = "latest";

/** distribution/reference: longest repository name, registry included. */
const MAX_NAME_LENGTH = 255;

/** The longest name, tag and sha512 digest with their separators. */
const MAX_REFERENCE_LENGTH = MAX_NAME_LENGTH + 1 + 128 + 1 + 135;

// Grammar of github.com/distribution/reference. Each is linear: no part can match in two ways.
const COMPONENT = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const HOST =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:.]+\])(?::[0-9]{1,5})?$/;

/**
 * Reads `[host[:port]/]path[:tag][@digest]` as Docker does: the first segment is a
 * host if it holds a dot or a colon, is `localhost`, or has an upper-case letter;
 * otherwise the image is on Docker Hub, under `library/` where it has no namespace.
 * @throws PermanentError `invalid-reference`
 */
export function parseReference(text: string): Reference {
  if (text === "") throw invalid(text, "it is empty");
  if (text.length > MAX_REFERENCE_LENGTH) throw invalid(text, "it is too long");
  if (text.includes("://")) {
    throw invalid(text, "it begins with a scheme. Leave out https://");
  }
  if (isDigest(text) || /^[0-9a-f]{64}$/.test(text)) {
    throw invalid(text, "it is only a digest. Write the repository before it: name@sha256:…");
  }
  const at = text.indexOf("@");
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const named = at < 0 ? text : text.slice(0, at);
  if (digest !== undefined && !isDigest(digest)) {
    throw invalid(text, `"${digest}" is no digest. A digest is sha256: and 64 hexadecimal digits`);
  }
  const slash = named.lastIndexOf("/");
  const colon = named.indexOf(":", slash + 1);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  if (tag !== undefined && !TAG.test(tag)) {
    throw invalid(
      text,
      `"${tag}" is no tag. A tag has letters, digits, "_", "." and "-", at most 128, and begins with none of the last two`,
    );
  }
  const name = splitName(text, colon < 0 ? named : named.slice(0, colon));
  const fallback = digest === undefined ? DEFAULT_TAG : undefined;
  return withVersion(name, tag ?? fallback, digest);
}

/** The full form, defaults included, for example `docker.io/library/alpine:latest`. */
export function formatReference(reference: Reference): string {
  const { registry, repository, tag, digest } = reference;
  const tagPart = tag === undefined ? "" : `:${tag}`;
  const digestPart = digest === undefined ? "" : `@${digest}`;
  return `${registry}/${repository}${tagPart}${digestPart}`;
}

/** The form that people write: without Docker Hub's defaults, where it still reads as the same. */
export function formatFamiliarReference(reference: Reference): string {
  const { registry, repository } = reference;
  const full = formatReference(reference);
  if (registry !== DEFAULT_REGISTRY) return full;
  const [first = "", second, ...deeper] = repository.split("/");
  const isOfficial = first === DEFAULT_NAMESPACE && second !== undefined && deeper.length === 0;
  if (isOfficial) return full.slice(`${registry}/${first}/`.length);
  return isHost(first) ? full : full.slice(`${registry}/`.length);
}

/** What to ask the registry for: the digest, else the tag. */
export function referenceTarget(reference: Reference): string {
  return reference.digest ?? reference.tag ?? DEFAULT_TAG;
}

function splitName(
  text: string,
  name: string,
): { readonly registry: string; readonly repository: string } {
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const hasHost = slash >= 0 && isHost(first);
  const registry = hasHost ? canonicalHost(first) : DEFAULT_REGISTRY;
  const path = hasHost ? name.slice(slash + 1) : name;
  if (!HOST.test(registry)) throw invalid(text, `"${registry}" is no host name`);
  const repository =
    registry === DEFAULT_REGISTRY && !path.includes("/") ? `${DEFAULT_NAMESPACE}/${path}` : path;
  const wrong = path.split("/").find((component) => !COMPONENT.test(component));
  if (wrong !== undefined) {
    throw invalid(text, describeWrongComponent(wrong));
  }
  if (registry.length + repository.length + 1 > MAX_NAME_LENGTH) {
    throw invalid(text, `its name has more than ${MAX_NAME_LENGTH} characters`);
  }
  return { registry, repository };
}

function isHost(segment: string): boolean {
  return /[.:]/.test(segment) || segment === "localhost" || segment !== segment.toLowerCase();
}

function canonicalHost(host: string): string {
  return host === "index.docker.io" ? DEFAULT_REGISTRY : host;
}

function describeWrongComponent(component: string): string {
  if (component === "") return "a part of its name is empty";
  if (component !== component.toLowerCase()) return `"${component}" has upper-case letters`;
  return `"${component}" is no part of a repository's name: lower-case letters and digits, separated by ".", "_", "__" or "-"`;
}

function withVersion(
  name: { readonly registry: string; readonly repository: string },
  tag: string | undefined,
  digest: string | undefined,
): Reference {
  return {
    ...name,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

function invalid(text: string, why: string): PermanentError {
  return new PermanentError(
    "invalid-reference",
    `"${text.slice(0, 300)}" is no image reference: ${why}. Write [host[:port]/]repository[:tag][@digest], for example alpine:3.20.`,
  );
}
