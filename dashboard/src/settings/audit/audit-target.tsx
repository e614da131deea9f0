import { ForeignText } from "../../parts/foreign-text.tsx";
import { Muted } from "../../parts/muted.tsx";
import { auditTexts } from "../../texts/audit/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import type { AuditEntry } from "./audit-reading.ts";
import { targetsOf } from "./audit-words.ts";

/** On what something was done. */
export function AuditTarget({ entry }: { readonly entry: AuditEntry }) {
  const texts = useTexts(auditTexts);
  const targets = targetsOf(entry, texts);
  if (targets.length === 0) return <Muted>{texts.noTarget}</Muted>;
  return (
    <>
      {targets.map(([label, value], index) => (
        <span key={label}>
          {index > 0 && ", "}
          <Muted>{label}</Muted> <ForeignText>{value}</ForeignText>
        </span>
      ))}
    </>
  );
}
