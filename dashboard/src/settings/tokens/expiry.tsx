import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { Muted } from "../../parts/muted.tsx";
import { RelativeTime, useNow } from "../../parts/relative-time.tsx";
import { tokensTexts } from "../../texts/tokens/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";

/** When a token expires, or that it has. */
export function Expiry({ at }: { readonly at: string | null }) {
  const texts = useTexts(tokensTexts);
  const now = useNow();
  if (at === null) return <Muted>{texts.noExpiry}</Muted>;
  if (Date.parse(at) > now.getTime()) return <RelativeTime at={at} />;
  return <StatusIndicator type="stopped">{texts.expired}</StatusIndicator>;
}
