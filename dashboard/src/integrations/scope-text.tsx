import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** Repositories that a role may read; null: all. */
export function ScopeText({ scope }: { readonly scope: readonly string[] | null }) {
  const texts = useTexts(integrationsTexts);
  if (scope === null) return <>{texts.allRepositories}</>;
  return <span className="scout-long">{scope.join(", ")}</span>;
}
