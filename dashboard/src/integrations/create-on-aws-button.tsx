import { useNotify } from "../app/notifications.tsx";
import { useProblemText } from "../parts/problem-alert.tsx";
import { RoleButton } from "../parts/role-button.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { useCreateOnAws } from "./use-create-on-aws.ts";
import { useEffect } from "react";

/** Opens CloudFormation's wizard for a new integration, with all settings as usual. */
export function CreateOnAwsButton({ isPrimary = false }: { readonly isPrimary?: boolean }) {
  const texts = useTexts(integrationsTexts);
  const notify = useNotify();
  const textOf = useProblemText();
  const { create, isPending, error } = useCreateOnAws();
  useEffect(() => {
    if (error === null) return;
    const { title, detail } = textOf(error);
    notify({ type: "error", id: "create on aws", header: title, content: detail });
    // Once an error, not once a rendering.
  }, [error]);
  return (
    <RoleButton
      role="owner"
      variant={isPrimary ? "primary" : "normal"}
      iconName="external"
      iconAlign="right"
      loading={isPending}
      onClick={() => {
        create({});
      }}
    >
      {texts.createOnAws}
    </RoleButton>
  );
}
