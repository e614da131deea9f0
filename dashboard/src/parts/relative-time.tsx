import { useEffect, useState } from "react";
import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { Muted } from "./muted.tsx";

const TICK_MILLISECONDS = 10_000;

/** The time now, again every ten seconds. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(new Date());
    }, TICK_MILLISECONDS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}

/** How long ago an instant (ISO 8601) was; the title is the instant itself. */
export function RelativeTime({ at }: { readonly at: string | null }) {
  const texts = useTexts(partsTexts);
  const formats = useFormats();
  const now = useNow();
  if (at === null) return <Muted>{texts.never}</Muted>;
  return (
    <time dateTime={at} title={formats.dateTime(at)}>
      {formats.relative(at, now)}
    </time>
  );
}
