import { useNotify } from "../../app/notifications.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useFormats, useTexts } from "../../texts/use-texts.ts";
import type { ChangeOutcome } from "./repository-readings.ts";

/** Names that a message has room for. */
const NAMED = 10;

/** Tells the reader what became of a change, and of which repositories nothing. */
export function useTellOutcome(): (outcomes: readonly ChangeOutcome[]) => void {
  const texts = useTexts(repositoriesTexts);
  const formats = useFormats();
  const notify = useNotify();
  return (outcomes) => {
    const unknown = outcomes.filter(({ result }) => result === "unknown");
    const done = outcomes.length - unknown.length;
    if (done > 0) notify({ type: "success", content: texts.done(done) });
    if (unknown.length === 0) return;
    const names = unknown.slice(0, NAMED).map(({ name }) => name);
    const rest = unknown.length - names.length;
    const all = rest > 0 ? [...names, texts.andMore(rest)] : names;
    notify({ type: "warning", content: texts.unknown(formats.list(all)) });
  };
}
