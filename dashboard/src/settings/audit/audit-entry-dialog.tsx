import Box from "@cloudscape-design/components/box";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import { DoneDialog } from "../../parts/done-dialog.tsx";
import { ForeignText } from "../../parts/foreign-text.tsx";
import { auditTexts } from "../../texts/audit/texts.ts";
import { useFormats, useTexts } from "../../texts/use-texts.ts";
import type { AuditEntry } from "./audit-reading.ts";
import { AuditTarget } from "./audit-target.tsx";
import { actionOf, actorOf } from "./audit-words.ts";

interface AuditEntryDialogProps {
  readonly entry: AuditEntry;
  readonly onClose: () => void;
}

/** One change, whole: who, what, when, and what was asked for. */
export function AuditEntryDialog({ entry, onClose }: AuditEntryDialogProps) {
  const texts = useTexts(auditTexts);
  const formats = useFormats();
  const { actor, request } = entry;
  const foreign = (label: string, value: string) => ({
    label,
    value: <ForeignText>{value}</ForeignText>,
  });
  return (
    <DoneDialog title={actionOf(entry, texts)} onClose={onClose}>
      <KeyValuePairs
        columns={2}
        items={[
          { label: texts.at, value: formats.dateTime(entry.at) },
          foreign(texts.who, actorOf(entry)),
          { label: texts.target, value: <AuditTarget entry={entry} /> },
          actor.tokenId === null
            ? { label: texts.token, value: texts.signedIn }
            : foreign(texts.token, actor.tokenId),
          foreign(texts.issuer, actor.issuer),
          foreign(texts.subject, actor.subject),
          foreign(texts.operation, entry.operation),
          foreign(texts.requestId, entry.requestId),
        ]}
      />
      <div>
        <Box variant="awsui-key-label">{texts.request}</Box>
        {isNothing(request) ? (
          <Box>{texts.nothingAsked}</Box>
        ) : (
          <pre className="scout-document">
            <bdi>{JSON.stringify(request, null, 2)}</bdi>
          </pre>
        )}
      </div>
    </DoneDialog>
  );
}

function isNothing(request: unknown): boolean {
  return request === null || request === undefined;
}
