import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { listTexts } from "../texts/list/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** In the place of a list of which the filters leave nothing. */
export function NoMatch({ onClear }: { readonly onClear: () => void }) {
  const texts = useTexts(listTexts);
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="s">
        <Box variant="strong">{texts.noMatchTitle}</Box>
        <Box variant="p">{texts.noMatchLead}</Box>
        <Button onClick={onClear}>{texts.clearFilters}</Button>
      </SpaceBetween>
    </Box>
  );
}
