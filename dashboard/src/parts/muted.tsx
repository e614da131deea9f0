import Box from "@cloudscape-design/components/box";
import type { ReactNode } from "react";

interface MutedProps {
  /** Explains it to who points at it, and to who listens. */
  readonly title?: string;
  readonly children: ReactNode;
}

/** A word that stands where a value is not. */
export function Muted({ title, children }: MutedProps) {
  return (
    <Box variant="span" color="text-body-secondary">
      {title === undefined ? children : <abbr title={title}>{children}</abbr>}
    </Box>
  );
}
