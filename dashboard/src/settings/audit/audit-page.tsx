import Alert from "@cloudscape-design/components/alert";
import { useState } from "react";
import { Page } from "../../app/page.tsx";
import { List } from "../../list/list.tsx";
import { useReasonAgainst } from "../../parts/role-button.tsx";
import { auditTexts } from "../../texts/audit/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import "../settings.css";
import { AuditEntryDialog } from "./audit-entry-dialog.tsx";
import { useAuditList } from "./audit-list.tsx";
import type { AuditEntry } from "./audit-reading.ts";

/** Who has changed what, and when; for owners. */
export function AuditPage() {
  const texts = useTexts(auditTexts);
  const reason = useReasonAgainst("owner");
  return (
    <Page title={texts.title} lead={texts.lead}>
      {reason === undefined ? <AuditList /> : <Alert type="info">{reason}</Alert>}
    </Page>
  );
}

function AuditList() {
  const [opened, setOpened] = useState<AuditEntry>();
  const definition = useAuditList(setOpened);
  return (
    <>
      <List definition={definition} />
      {opened && (
        <AuditEntryDialog
          entry={opened}
          onClose={() => {
            setOpened(undefined);
          }}
        />
      )}
    </>
  );
}
