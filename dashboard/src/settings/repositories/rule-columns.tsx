import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import type { IntegrationSummary } from "../../../../core/contract/api-integrations.ts";
import { nameOfIntegration } from "../../integrations/registry-name.tsx";
import { RoleButton } from "../../parts/role-button.tsx";
import { integrationsTexts } from "../../texts/integrations/texts.ts";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { PatternTokens } from "./pattern-tokens.tsx";

/** What a reader wants to do with a rule. */
export type RuleAct =
  | { readonly kind: "activation"; readonly integration: IntegrationSummary }
  /** Undefined: of every registry. */
  | { readonly kind: "add"; readonly registry: string | undefined }
  | { readonly kind: "remove"; readonly registry: string; readonly pattern: string };

/** What the rules of a registry are, with what can be done with them. */
export function useRuleColumns(
  onAct: (act: RuleAct) => void,
): readonly TableProps.ColumnDefinition<IntegrationSummary>[] {
  const texts = useTexts(repositoriesTexts);
  const words = useTexts(integrationsTexts);
  return [
    {
      id: "analysed",
      header: texts.analysed,
      minWidth: 220,
      cell: (integration) => (
        <SpaceBetween direction="horizontal" size="xs">
          <span>{texts[integration.activation]}</span>
          <RoleButton
            role="owner"
            variant="inline-link"
            ariaLabel={texts.changeOf(nameOfIntegration(integration, words))}
            onClick={() => {
              onAct({ kind: "activation", integration });
            }}
          >
            {texts.change}
          </RoleButton>
        </SpaceBetween>
      ),
    },
    {
      id: "patterns",
      header: texts.patterns,
      minWidth: 240,
      cell: (integration) => (
        <PatternTokens
          integration={integration}
          onRemove={(pattern) => {
            const { registry } = integration;
            if (registry !== null) onAct({ kind: "remove", registry, pattern });
          }}
        />
      ),
    },
    {
      id: "actions",
      header: texts.actions,
      minWidth: 140,
      cell: (integration) => <AddButton integration={integration} onAct={onAct} />,
    },
  ];
}

interface AddButtonProps {
  readonly integration: IntegrationSummary;
  readonly onAct: (act: RuleAct) => void;
}

function AddButton({ integration, onAct }: AddButtonProps) {
  const texts = useTexts(repositoriesTexts);
  const name = nameOfIntegration(integration, useTexts(integrationsTexts));
  const { registry } = integration;
  const common = { variant: "inline-link", ariaLabel: texts.addPatternOf(name) } as const;
  if (registry === null) {
    return (
      <Button {...common} disabled disabledReason={texts.notLaunchedReason}>
        {texts.addPattern}
      </Button>
    );
  }
  return (
    <RoleButton
      role="editor"
      {...common}
      onClick={() => {
        onAct({ kind: "add", registry });
      }}
    >
      {texts.addPattern}
    </RoleButton>
  );
}
