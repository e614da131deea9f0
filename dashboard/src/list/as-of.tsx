import { RelativeTime } from "../parts/relative-time.tsx";
import { listTexts } from "../texts/list/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

interface AsOfProps {
  /** Undefined: it is still read; null: nothing was read into the lists yet. */
  readonly at: string | null | undefined;
}

/** When what a list shows was read. */
export function AsOf({ at }: AsOfProps) {
  const texts = useTexts(listTexts);
  // A space of the line's height: the list below does not jump when it comes.
  if (!at) return <>&nbsp;</>;
  const [before, after] = texts.asOf("\u0000").split("\u0000");
  return (
    <>
      {before}
      <RelativeTime at={at} />
      {after}
    </>
  );
}
