import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { RepositorySummary } from "../../../../core/contract/api-repositories.ts";
import type { Selection } from "../../list/list.tsx";
import { useReasonAgainst } from "../../parts/role-button.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";

/** What can be done with repositories: all but `pattern` with those that are selected. */
const ACTS = ["activate", "deactivate", "pattern", "retention", "purge"] as const;

/** What a reader wants to do with the repositories that they have selected. */
export interface RepositoriesAct {
  readonly kind: (typeof ACTS)[number];
  readonly selection: Selection<RepositorySummary>;
}

interface SelectionActionsProps {
  readonly selection: Selection<RepositorySummary>;
  readonly onAct: (act: RepositoriesAct) => void;
}

/** Buttons above the list, for the repositories that are selected. */
export function SelectionActions({ selection, onAct }: SelectionActionsProps) {
  const texts = useTexts(repositoriesTexts);
  const selectFirst = selection.items.length === 0 ? texts.selectFirst : undefined;
  const againstRole = useReasonAgainst("editor");
  const againstEdit = againstRole ?? selectFirst;
  const againstPurge = useReasonAgainst("owner") ?? selectFirst;
  const button = (kind: "activate" | "deactivate") => (
    <Button
      {...disabledBy(againstEdit)}
      onClick={() => {
        onAct({ kind, selection });
      }}
    >
      {texts[kind]}
    </Button>
  );
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {button("activate")}
      {button("deactivate")}
      <ButtonDropdown
        items={[
          { id: "pattern", text: texts.byPattern, ...disabledBy(againstRole) },
          { id: "retention", text: texts.setRetention, ...disabledBy(againstEdit) },
          { id: "purge", text: texts.purge, ...disabledBy(againstPurge) },
        ]}
        onItemClick={({ detail }) => {
          const kind = ACTS.find((one) => one === detail.id);
          if (kind) onAct({ kind, selection });
        }}
      >
        {texts.more}
      </ButtonDropdown>
    </SpaceBetween>
  );
}

function disabledBy(reason: string | undefined) {
  return reason === undefined ? {} : { disabled: true, disabledReason: reason };
}
