import Button from "@cloudscape-design/components/button";
import { listTexts } from "../texts/list/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import type { ListView } from "./use-list-view.ts";

interface ListPagesProps {
  readonly view: ListView;
  /** Undefined: it is not known yet; null: there is no page after this one. */
  readonly nextCursor: string | null | undefined;
}

/** Goes through the pages of a list whose end nobody has counted. */
export function ListPages({ view, nextCursor }: ListPagesProps) {
  const texts = useTexts(listTexts);
  const { page } = view;
  return (
    <div role="group" aria-label={texts.pages} className="scout-row">
      <Button
        variant="icon"
        iconName="angle-left-double"
        ariaLabel={texts.firstPage}
        disabled={page === 1}
        onClick={view.first}
      />
      <Button
        variant="icon"
        iconName="angle-left"
        ariaLabel={texts.previousPage}
        disabled={!view.hasPrevious}
        onClick={view.previous}
      />
      <span role="status">{texts.page(page)}</span>
      <Button
        variant="icon"
        iconName="angle-right"
        ariaLabel={texts.nextPage}
        disabled={nextCursor === null || nextCursor === undefined}
        onClick={() => {
          if (nextCursor) view.next(nextCursor);
        }}
      />
    </div>
  );
}
