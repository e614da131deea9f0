import type { Connection, Integration } from "./port.ts";
import { updateLink } from "./quick-create-link.ts";
import { hasCompleteStack } from "./stack-launch.ts";
import { TEMPLATE_CHANGES } from "./template-changes.ts";

/** What is published for customers now. */
export interface PublishedTemplate {
  /** Undefined: not known here, so that no update is offered. */
  readonly version: string | undefined;
  /** Of the template for the integration's layout and Region; undefined where none is published. */
  readonly url: string | undefined;
}

/** A newer template for a stack. */
export interface TemplateUpdate {
  readonly from: string;
  readonly to: string;
  /** What an update brings, the latest first; one sentence each. */
  readonly changes: readonly string[];
  /** Opens the AWS console's wizard that updates the stack; null where no template is published. */
  readonly url: string | null;
}

/**
 * The update that an integration's stack should get: the integration and its data stay.
 * @returns Null: it has the latest template, or there is no complete stack.
 */
export function templateUpdateOf(
  { connection }: Pick<Integration, "connection">,
  { version, url }: PublishedTemplate,
): TemplateUpdate | null {
  if (connection === undefined || !hasCompleteStack(connection)) return null;
  if (version === undefined || !isOlder(connection.templateVersion, version)) return null;
  return {
    from: connection.templateVersion,
    to: version,
    changes: changesBetween(connection, version),
    url: url === undefined ? null : updateLink(connection, url),
  };
}

/**
 * Whether a version of the template is older than another. Versions are whole numbers; a stack
 * with anything else was not made from a published template.
 */
export function isOlder(version: string, than: string): boolean {
  const [own, other] = [numberOf(version), numberOf(than)];
  if (own === undefined || other === undefined) return version !== than;
  return own < other;
}

function changesBetween({ templateVersion }: Connection, to: string): readonly string[] {
  const versions = Object.keys(TEMPLATE_CHANGES)
    .filter((version) => isOlder(templateVersion, version) && !isOlder(to, version))
    .sort((a, b) => Number(b) - Number(a));
  const changes = versions.flatMap((version) => TEMPLATE_CHANGES[version] ?? []);
  return changes.length > 0 ? changes : [`It brings the stack up to version ${to}.`];
}

function numberOf(version: string): number | undefined {
  return /^\d{1,9}$/.test(version) ? Number(version) : undefined;
}
