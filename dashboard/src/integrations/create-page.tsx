import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useNavigate } from "react-router";
import { Page } from "../app/page.tsx";
import { usePagePath } from "../parts/page-link.tsx";
import { ProblemAlert } from "../parts/problem-alert.tsx";
import { RoleButton } from "../parts/role-button.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { dialogsTexts } from "../texts/dialogs/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { ActivationFields } from "./activation-fields.tsx";
import { CreateFields } from "./create-fields.tsx";
import { isDraftReady, NEW_DRAFT, wantedOf } from "./create-draft.ts";
import { ECR_PAGE } from "./integration-readings.ts";
import { useCreateOnAws } from "./use-create-on-aws.ts";

/** What is chosen before the stack of one more registry is launched. */
export function CreatePage() {
  const texts = useTexts(integrationsTexts);
  const { cancel } = useTexts(dialogsTexts);
  const pathOf = usePagePath();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(NEW_DRAFT);
  const { create, isPending, error } = useCreateOnAws();
  const leave = () => {
    void navigate(pathOf(ECR_PAGE));
  };
  return (
    <Page
      title={texts.createTitle}
      lead={texts.createLead}
      crumbs={[{ text: texts.title, to: ECR_PAGE }]}
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={leave}>
              {cancel}
            </Button>
            <RoleButton
              role="owner"
              variant="primary"
              iconName="external"
              iconAlign="right"
              loading={isPending}
              onClick={() => {
                if (isDraftReady(draft)) create(wantedOf(draft), leave);
              }}
            >
              {texts.createOnAws}
            </RoleButton>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          {error !== null && (
            <div role="alert">
              <ProblemAlert error={error} />
            </div>
          )}
          <Container>
            <ActivationFields
              value={draft}
              takesLatest
              onChange={(choice) => {
                setDraft({ ...draft, ...choice });
              }}
            />
          </Container>
          <CreateFields
            draft={draft}
            onChange={(change) => {
              setDraft({ ...draft, ...change });
            }}
          />
        </SpaceBetween>
      </Form>
    </Page>
  );
}
