import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";

interface NothingFoundProps {
  readonly title: string;
  /** What that means. */
  readonly lead: string;
}

/** In the place of a list of which nothing was found. */
export function NothingFound({ title, lead }: NothingFoundProps) {
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="xs">
        <Box variant="strong">{title}</Box>
        <Box variant="p">{lead}</Box>
      </SpaceBetween>
    </Box>
  );
}
