import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { Muted } from "./muted.tsx";

/** A size; the title counts it whole. */
export function Bytes({ value }: { readonly value: number | null }) {
  const texts = useTexts(partsTexts);
  const formats = useFormats();
  if (value === null) return <Muted>{texts.unknown}</Muted>;
  return <span title={formats.number(value)}>{formats.bytes(value)}</span>;
}
