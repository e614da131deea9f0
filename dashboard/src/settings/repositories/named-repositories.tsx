import type { RepositorySummary } from "../../../../core/contract/api-repositories.ts";
import { ForeignText } from "../../parts/foreign-text.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { idOfRepository } from "./repository-readings.ts";

/** Names that a dialog has room for. */
const NAMED = 8;

/** Of which repositories a dialog speaks. */
export function NamedRepositories({
  repositories,
}: {
  readonly repositories: readonly RepositorySummary[];
}) {
  const texts = useTexts(repositoriesTexts);
  const rest = repositories.length - NAMED;
  return (
    <ul aria-label={texts.these(repositories.length)}>
      {repositories.slice(0, NAMED).map((repository) => (
        <li key={idOfRepository(repository)}>
          <ForeignText>{repository.name}</ForeignText>
        </li>
      ))}
      {rest > 0 && <li>{texts.andMore(rest)}</li>}
    </ul>
  );
}
