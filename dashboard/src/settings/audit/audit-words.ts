import type { auditTexts } from "../../texts/audit/texts.ts";
import type { AuditEntry } from "./audit-reading.ts";

type AuditTexts = (typeof auditTexts)["en"];

/** What was done, in the reader's language; in the API's words where ours do not know it (yet). */
export function actionOf({ operation, action }: AuditEntry, texts: AuditTexts): string {
  const known: Readonly<Record<string, string | undefined>> = texts.operations;
  return known[operation] ?? action;
}

/** Who did it, as the identity provider calls them where nobody has told a name. */
export function actorOf({ actor }: AuditEntry): string {
  return actor.name ?? actor.subject;
}

/** On what, as names and values: `Repository` and `team/app`. */
export function targetsOf(
  { target }: AuditEntry,
  texts: AuditTexts,
): readonly (readonly [label: string, value: string])[] {
  const known: Readonly<Record<string, string | undefined>> = texts.targets;
  return Object.entries(target).map(([name, value]) => [known[name] ?? name, value]);
}
