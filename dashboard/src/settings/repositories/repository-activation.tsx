import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { RepositorySummary } from "../../../../core/contract/api-repositories.ts";
import { Muted } from "../../parts/muted.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";

/** Whether a repository's pushes are analysed, and whether a rule is why. */
export function RepositoryActivation({ repository }: { readonly repository: RepositorySummary }) {
  const texts = useTexts(repositoriesTexts);
  const { activated, chosen } = repository;
  if (!activated) return <StatusIndicator type="stopped">{texts.notActivated}</StatusIndicator>;
  return (
    <span className="scout-row">
      <StatusIndicator type="success">{texts.activated}</StatusIndicator>
      {!chosen && <Muted title={texts.byRuleHint}>{texts.byRule}</Muted>}
    </span>
  );
}
