import Button from "@cloudscape-design/components/button";
import { useMemo } from "react";
import type { ListColumn, ListDefinition } from "../../list/list-definition.ts";
import { ForeignText } from "../../parts/foreign-text.tsx";
import { Muted } from "../../parts/muted.tsx";
import { RelativeTime } from "../../parts/relative-time.tsx";
import type { Formats } from "../../texts/formats.ts";
import { auditTexts } from "../../texts/audit/texts.ts";
import { useFormats, useTexts } from "../../texts/use-texts.ts";
import { AuditEmpty } from "./audit-empty.tsx";
import { type AuditEntry, auditReading } from "./audit-reading.ts";
import { AuditTarget } from "./audit-target.tsx";
import { actionOf, actorOf, targetsOf } from "./audit-words.ts";

type AuditTexts = (typeof auditTexts)["en"];

/** The audit list; `onOpen` is called with the entry that a reader wants to see whole. */
export function useAuditList(onOpen: (entry: AuditEntry) => void): ListDefinition<AuditEntry> {
  const texts = useTexts(auditTexts);
  const formats = useFormats();
  return useMemo(
    () => ({
      name: "audit",
      title: texts.title,
      reading: auditReading,
      columns: columnsOf(texts, formats, onOpen),
      filters: [],
      idOf: ({ auditId }) => auditId,
      nameOf: (entry) => actionOf(entry, texts),
      empty: <AuditEmpty />,
    }),
    [texts, formats, onOpen],
  );
}

function columnsOf(
  texts: AuditTexts,
  formats: Formats,
  onOpen: (entry: AuditEntry) => void,
): readonly ListColumn<AuditEntry>[] {
  return [
    {
      id: "at",
      label: texts.at,
      cell: ({ at }) => <RelativeTime at={at} />,
      value: ({ at }) => at,
      width: 150,
    },
    {
      id: "who",
      label: texts.who,
      cell: (entry) => (
        <>
          <ForeignText>{actorOf(entry)}</ForeignText>{" "}
          {entry.actor.tokenId !== null && <Muted>{`(${texts.byToken})`}</Muted>}
        </>
      ),
      value: actorOf,
      width: 270,
    },
    {
      id: "action",
      label: texts.action,
      cell: (entry) => actionOf(entry, texts),
      value: (entry) => actionOf(entry, texts),
      isRowHeader: true,
      width: 220,
    },
    {
      id: "target",
      label: texts.target,
      cell: (entry) => <AuditTarget entry={entry} />,
      value: (entry) =>
        targetsOf(entry, texts)
          .map((target) => target.join(" "))
          .join(", "),
      width: 300,
    },
    ...exportedColumns(texts),
    {
      id: "details",
      label: texts.details,
      cell: (entry) => (
        <Button
          variant="inline-link"
          ariaLabel={texts.detailsOf(actionOf(entry, texts), formats.dateTime(entry.at))}
          onClick={() => {
            onOpen(entry);
          }}
        >
          {texts.details}
        </Button>
      ),
      width: 90,
    },
  ];
}

/** Hidden until asked for; what they say stands in every export. */
function exportedColumns(texts: AuditTexts): readonly ListColumn<AuditEntry>[] {
  const column = (
    id: string,
    label: string,
    value: (entry: AuditEntry) => string | null,
  ): ListColumn<AuditEntry> => ({
    id,
    label,
    value,
    cell: (entry) => <ForeignText>{value(entry) ?? ""}</ForeignText>,
    isHidden: true,
    width: 200,
  });
  return [
    column("operation", texts.operation, ({ operation }) => operation),
    column("issuer", texts.issuer, ({ actor }) => actor.issuer),
    column("subject", texts.subject, ({ actor }) => actor.subject),
    column("token", texts.token, ({ actor }) => actor.tokenId),
    column("request", texts.request, ({ request }) => JSON.stringify(request ?? null)),
    column("requestId", texts.requestId, ({ requestId }) => requestId),
  ];
}
