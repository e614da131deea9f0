import FormField from "@cloudscape-design/components/form-field";
import { useApi } from "../../api/hooks.ts";
import { ForeignText } from "../../parts/foreign-text.tsx";
import { Muted } from "../../parts/muted.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useFormats, useTexts } from "../../texts/use-texts.ts";
import { repositoriesReading } from "./repository-readings.ts";

/** Names that a dialog has room for. */
const NAMED = 5;

interface PatternMatchesProps {
  readonly pattern: string;
  readonly registry: string | undefined;
}

/**
 * Some of the repositories that a pattern means, where the API can answer that: it filters by
 * how names begin, so that only a pattern with its `*` at the end is one question.
 */
export function PatternMatches({ pattern, registry }: PatternMatchesProps) {
  const isPrefix = pattern.indexOf("*") === pattern.length - 1;
  if (!isPrefix) return null;
  const prefix = pattern.slice(0, -1);
  return <PrefixMatches prefix={prefix === "" ? undefined : prefix} registry={registry} />;
}

interface PrefixMatchesProps {
  readonly prefix: string | undefined;
  readonly registry: string | undefined;
}

function PrefixMatches({ prefix, registry }: PrefixMatchesProps) {
  const texts = useTexts(repositoriesTexts);
  const formats = useFormats();
  const { data } = useApi(repositoriesReading({ name: prefix, registry, limit: NAMED }), {
    poll: false,
  });
  const names = data?.items.map(({ name }) => name) ?? [];
  const more = data?.nextCursor ? " …" : "";
  return (
    <FormField label={texts.matches}>
      <div role="status">
        {data !== undefined && names.length === 0 && <Muted>{texts.matchesNone}</Muted>}
        <ForeignText>{`${formats.list(names)}${more}`}</ForeignText>
        &nbsp;
      </div>
    </FormField>
  );
}
