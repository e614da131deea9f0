/** A repository of somebody else's list. */
export interface ListedRepository {
  readonly name: string;
  /** Host, where it is told. */
  readonly registry?: string;
  /** Whether it is analysed there; a list that does not tell is one of those that are. */
  readonly enabled: boolean;
}

/** What a list holds. */
export interface RepositoryList {
  /** Each once, in its order. */
  readonly repositories: readonly ListedRepository[];
  /** Lines that name no repository, headers left out. */
  readonly ignored: readonly string[];
}

const NAME = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;
const HOST = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d{1,5})?$|^(?:localhost|[a-z0-9.-]+):\d{1,5}$/;

/** The registry of a text that is one, without what a browser puts before it. */
export function hostIn(text: string): string | undefined {
  const host = text
    .replace(/^https?:\/\//, "")
    .replace(/\/$/, "")
    .toLowerCase();
  return HOST.test(host) ? host : undefined;
}

/** Name and registry of a text that is `[host/]name[:tag]`; the tag is left out. */
export function repositoryIn(
  text: string,
): Pick<ListedRepository, "name" | "registry"> | undefined {
  const whole = text.replace(/^https?:\/\//, "");
  const slash = whole.indexOf("/");
  const host = slash < 0 ? undefined : hostIn(whole.slice(0, slash));
  const path = (host === undefined ? whole : whole.slice(slash + 1)).replace(
    /(?::[\w][\w.-]*)?(?:@sha256:[0-9a-f]{64})?$/,
    "",
  );
  if (path.length > 256 || !NAME.test(path)) return undefined;
  return { name: path, ...(host === undefined ? {} : { registry: host }) };
}

const YES = new Set([
  "enabled",
  "enable",
  "activated",
  "active",
  "on",
  "yes",
  "true",
  "✓",
  "✔",
  "✅",
]);
const NO = new Set([
  ...["disabled", "disable", "deactivated", "inactive", "not enabled", "off", "no", "false"],
  ...["✗", "✘", "✖", "❌", "-"],
]);

/** Whether a text says that a repository is analysed, or that it is not; undefined: neither. */
export function stateIn(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}
