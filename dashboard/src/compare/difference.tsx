import { Muted } from "../parts/muted.tsx";
import { compareTexts } from "../texts/compare/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

interface DifferenceProps {
  /** Null: it is not known. */
  readonly from: number | null;
  readonly to: number | null;
  readonly format: (value: number) => string;
}

/** How much more (+) or less (−) there is. */
export function Difference({ from, to, format }: DifferenceProps) {
  const texts = useTexts(compareTexts);
  const parts = useTexts(partsTexts);
  if (from === null || to === null) return <Muted>{parts.unknown}</Muted>;
  if (from === to) return <Muted>{texts.same}</Muted>;
  return `${to > from ? "+" : "−"}${format(Math.abs(to - from))}`;
}
