import { useState } from "react";
import { useNavigate } from "react-router";
import { List } from "../list/list.tsx";
import { usePagePath } from "../parts/page-link.tsx";
import { RoleButton } from "../parts/role-button.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { ActDialog } from "./act-dialog.tsx";
import { ECR_PAGE } from "./integration-readings.ts";
import { useRegistriesList } from "./registries-list.tsx";
import type { IntegrationAct } from "./registry-actions.tsx";

/** The integrated registries, and the way to one more. */
export function RegistriesSection() {
  const texts = useTexts(integrationsTexts);
  const pathOf = usePagePath();
  const navigate = useNavigate();
  const [act, setAct] = useState<IntegrationAct>();
  const definition = useRegistriesList(setAct);
  return (
    <>
      <List
        definition={definition}
        lead={texts.registriesLead}
        actions={
          <RoleButton
            role="owner"
            iconName="add-plus"
            onClick={() => {
              void navigate(pathOf(`${ECR_PAGE}/create`));
            }}
          >
            {texts.add}
          </RoleButton>
        }
      />
      <ActDialog
        act={act}
        onClose={() => {
          setAct(undefined);
        }}
      />
    </>
  );
}
