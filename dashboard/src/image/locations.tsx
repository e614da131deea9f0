import type { ImagePackage } from "../../../core/contract/api-images.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** Places that the title names; a package may be in thousands. */
const NAMED = 10;

/** Where a package was found: the first place, and how many more there are. */
export function Locations({ locations }: Pick<ImagePackage, "locations">) {
  const texts = useTexts(imageTexts);
  const [first, ...rest] = locations;
  if (first === undefined) return null;
  const named = rest.slice(0, NAMED).map(({ path }) => path);
  return (
    <span className="scout-row">
      <ForeignText>{first.path}</ForeignText>
      {rest.length > 0 && (
        <Muted title={named.join(", ")}>{texts.moreLocations(rest.length)}</Muted>
      )}
    </span>
  );
}
