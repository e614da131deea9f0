import { Muted } from "../parts/muted.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** When something happened, or that nobody says when. */
export function KnownTime({ at }: { readonly at: string | null | undefined }) {
  const parts = useTexts(partsTexts);
  if (at === null || at === undefined) return <Muted>{parts.unknown}</Muted>;
  return <RelativeTime at={at} />;
}
