import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { auditTexts } from "../../texts/audit/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";

/** In the place of the audit list where nothing was changed yet. */
export function AuditEmpty() {
  const texts = useTexts(auditTexts);
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="s">
        <Box variant="strong">{texts.emptyTitle}</Box>
        <Box variant="p">{texts.emptyLead}</Box>
      </SpaceBetween>
    </Box>
  );
}
