import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import { PageLink } from "../parts/page-link.tsx";
import { overviewTexts } from "../texts/overview/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** One kind of thing that needs attention. */
export interface AttentionKind {
  readonly id: string;
  readonly urgency: "error" | "warning" | "pending" | "info";
  /** How many of what. */
  readonly title: string;
  /** Why it matters, what to do. */
  readonly lead: string;
  readonly examples: readonly { readonly id: string; readonly content: ReactNode }[];
  /** Path of the list of all of them. */
  readonly to: string;
}

/** How many there are of something that needs attention, a few of them, and the way to all. */
export function AttentionItem({ item }: { readonly item: AttentionKind }) {
  const texts = useTexts(overviewTexts);
  const { urgency, title, lead, examples, to } = item;
  return (
    <section aria-label={title}>
      <Box variant="h3" padding="n">
        <StatusIndicator type={urgency}>{title}</StatusIndicator>
      </Box>
      <Box variant="p" color="text-body-secondary" padding={{ vertical: "xxs" }}>
        {lead}
      </Box>
      <ul className="scout-examples">
        {examples.map(({ id, content }) => (
          <li key={id}>{content}</li>
        ))}
      </ul>
      <PageLink to={to} variant="primary" ariaLabel={texts.showAllOf(title)}>
        {texts.showAll}
      </PageLink>
    </section>
  );
}
