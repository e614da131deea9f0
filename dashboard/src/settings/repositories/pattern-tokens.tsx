import Token from "@cloudscape-design/components/token";
import type { IntegrationSummary } from "../../../../core/contract/api-integrations.ts";
import { nameOfIntegration } from "../../integrations/registry-name.tsx";
import { Muted } from "../../parts/muted.tsx";
import { useReasonAgainst } from "../../parts/role-button.tsx";
import { integrationsTexts } from "../../texts/integrations/texts.ts";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";

interface PatternTokensProps {
  readonly integration: IntegrationSummary;
  readonly onRemove: (pattern: string) => void;
}

/** The patterns that activate repositories of a registry, each with a button that ends it. */
export function PatternTokens({ integration, onRemove }: PatternTokensProps) {
  const texts = useTexts(repositoriesTexts);
  const registry = nameOfIntegration(integration, useTexts(integrationsTexts));
  const reason = useReasonAgainst("editor");
  const { activationPatterns } = integration;
  if (activationPatterns.length === 0) return <Muted>{texts.noPatterns}</Muted>;
  return (
    <span className="scout-row">
      {activationPatterns.map((pattern) => (
        <Token
          key={pattern}
          variant="inline"
          label={pattern}
          tooltipContent={pattern}
          {...(reason === undefined && {
            dismissLabel: texts.removePattern(pattern, registry),
            onDismiss: () => {
              onRemove(pattern);
            },
          })}
        />
      ))}
    </span>
  );
}
