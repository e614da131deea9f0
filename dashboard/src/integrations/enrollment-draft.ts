import type { EnrollmentSummary } from "../../../core/contract/api-enrollments.ts";
import { entriesOf } from "./create-draft.ts";

/** What a reader has chosen for an enrollment so far, as it was typed. */
export interface EnrollmentDraft {
  readonly name: string;
  readonly takesAll: boolean;
  /** Accounts, with lines, commas or blanks between them. */
  readonly accounts: string;
}

export const NEW_ENROLLMENT: EnrollmentDraft = { name: "", takesAll: false, accounts: "" };

const MAX_NAME_LENGTH = 100;

/** An enrollment as it may be changed. */
export function draftOf({ name, allowedAccounts }: EnrollmentSummary): EnrollmentDraft {
  const takesAll = allowedAccounts === "*";
  return { name, takesAll, accounts: takesAll ? "" : allowedAccounts.join("\n") };
}

/** The first entries that are no AWS accounts. */
export function wrongAccounts({ takesAll, accounts }: EnrollmentDraft): readonly string[] {
  if (takesAll) return [];
  return entriesOf(accounts)
    .filter((entry) => !/^\d{12}$/.test(entry))
    .slice(0, 3);
}

/** Whether a draft can be asked for. */
export function isEnrollmentReady(draft: EnrollmentDraft): boolean {
  const name = draft.name.trim();
  return name !== "" && name.length <= MAX_NAME_LENGTH && wrongAccounts(draft).length === 0;
}

/** Name and allow-list, as the API takes them. */
export function settingsOf({ name, takesAll, accounts }: EnrollmentDraft): {
  readonly name: string;
  readonly allowedAccounts: "*" | string[];
} {
  return { name: name.trim(), allowedAccounts: takesAll ? "*" : [...entriesOf(accounts)] };
}
