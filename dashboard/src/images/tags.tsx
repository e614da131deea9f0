import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { imagesTexts } from "../texts/images/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** Tags that a cell has room for. */
const SHOWN = 3;

/** The first tags of an image; the rest is counted and named in the title. */
export function Tags({ tags }: { readonly tags: readonly string[] }) {
  const texts = useTexts(imagesTexts);
  const parts = useTexts(partsTexts);
  if (tags.length === 0) return <Muted>{texts.untagged}</Muted>;
  const rest = tags.slice(SHOWN);
  return (
    <span className="scout-row">
      {tags.slice(0, SHOWN).map((tag, index) => (
        <span key={tag}>
          <ForeignText>{tag}</ForeignText>
          {index < Math.min(tags.length, SHOWN) - 1 && ", "}
        </span>
      ))}
      {rest.length > 0 && <Muted title={rest.join(", ")}>{parts.moreTags(rest.length)}</Muted>}
    </span>
  );
}
