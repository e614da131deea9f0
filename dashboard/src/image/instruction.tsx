import { Muted } from "../parts/muted.tsx";
import { ForeignText } from "../parts/foreign-text.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

interface InstructionProps {
  readonly createdBy: string | null | undefined;
  /** All of it, however long it is: the analysis has cut it after 4,096 characters. */
  readonly isWhole?: boolean;
}

/** What made a layer, as builders write it down, without the shell that runs every line. */
export function Instruction({ createdBy, isWhole = false }: InstructionProps) {
  const texts = useTexts(imageTexts);
  const text = instructionOf(createdBy);
  if (text === undefined) return <Muted>{texts.noInstruction}</Muted>;
  return (
    <code>
      {isWhole ? <bdi className="scout-long">{text}</bdi> : <ForeignText>{text}</ForeignText>}
    </code>
  );
}

/** For example `RUN apt-get update` of `/bin/sh -c apt-get update`; undefined where there is none. */
export function instructionOf(createdBy: string | null | undefined): string | undefined {
  const text = (createdBy ?? "")
    .replace(/\s+/g, " ")
    .replace(/^\/bin\/sh -c #\(nop\) ?/, "")
    .replace(/^\/bin\/sh -c /, "RUN ")
    .replace(/ # buildkit$/, "")
    .trim();
  return text === "" ? undefined : text;
}
