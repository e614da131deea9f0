import { useState } from "react";
import { RoleButton } from "../../parts/role-button.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { RegistriesTable } from "../registries/registries-table.tsx";
import { RuleDialog } from "./rule-dialog.tsx";
import { type RuleAct, useRuleColumns } from "./rule-columns.tsx";

/** Which repositories of each registry are activated by a rule. */
export function RulesSection() {
  const texts = useTexts(repositoriesTexts);
  const [act, setAct] = useState<RuleAct>();
  const columns = useRuleColumns(setAct);
  return (
    <>
      <RegistriesTable
        title={texts.rulesTitle}
        registryLabel={texts.registry}
        columns={columns}
        actions={
          <RoleButton
            role="editor"
            onClick={() => {
              setAct({ kind: "add", registry: undefined });
            }}
          >
            {texts.addPattern}
          </RoleButton>
        }
      />
      {act && (
        <RuleDialog
          act={act}
          onClose={() => {
            setAct(undefined);
          }}
        />
      )}
    </>
  );
}
