import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** Tags that are shown unasked; ECR allows a thousand. */
const SHOWN = 10;

/** Every tag of an image, the first ones at once. */
export function AllTags({ tags }: { readonly tags: readonly string[] }) {
  const texts = useTexts(imageTexts);
  const [isWhole, setWhole] = useState(false);
  if (tags.length === 0) return <Muted>{texts.untagged}</Muted>;
  const shown = isWhole ? tags : tags.slice(0, SHOWN);
  const rest = tags.length - shown.length;
  return (
    <span className="scout-row">
      {shown.map((tag, index) => (
        <span key={tag}>
          <ForeignText>{tag}</ForeignText>
          {index < shown.length - 1 && ", "}
        </span>
      ))}
      {rest > 0 && (
        <Button
          variant="inline-link"
          onClick={() => {
            setWhole(true);
          }}
        >
          {texts.showTags(rest)}
        </Button>
      )}
    </span>
  );
}
