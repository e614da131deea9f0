import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { ReactNode } from "react";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import { ExternalLink } from "../parts/external-link.tsx";
import { Muted } from "../parts/muted.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { RoleButton } from "../parts/role-button.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { enrollmentPage } from "./integration-readings.ts";
import { IntegrationStatus } from "./integration-status.tsx";
import { stackNameOf } from "./registries-columns.tsx";
import type { IntegrationAct } from "./registry-actions.tsx";
import { ScopeText } from "./scope-text.tsx";
import { TemplateVersion } from "./template-version.tsx";

interface IntegrationDetailsProps {
  readonly integration: IntegrationSummary;
  readonly onAct: (act: IntegrationAct) => void;
}

/** What an integration is, and how it was set. */
export function IntegrationDetails({ integration, onAct }: IntegrationDetailsProps) {
  const texts = useTexts(integrationsTexts);
  const none = <Muted>{texts.none}</Muted>;
  const { connection, enrollment } = integration;
  const items: readonly (readonly [string, ReactNode])[] = [
    [texts.status, <IntegrationStatus integration={integration} />],
    [texts.accountId, connection?.accountId ?? none],
    [texts.region, connection?.region ?? none],
    [
      texts.stack,
      connection === null ? (
        none
      ) : (
        <ExternalLink href={connection.stackUrl}>{stackNameOf(connection.stackId)}</ExternalLink>
      ),
    ],
    [texts.template, <TemplateVersion integration={integration} />],
    [texts.connected, <RelativeTime at={connection?.connectedAt ?? null} />],
    [
      texts.role,
      connection === null ? none : <span className="scout-long">{connection.roleArn}</span>,
    ],
    [texts.layout, texts.layouts[integration.layout]],
    [texts.delivery, texts.deliveries[integration.delivery]],
    [texts.activation, <ActivationText integration={integration} />],
    [texts.scope, <ScopeText scope={integration.scope} />],
    [texts.created, <RelativeTime at={integration.createdAt} />],
    ...(enrollment === null
      ? []
      : [
          [
            texts.enrollment,
            <PageLink to={enrollmentPage(enrollment.enrollmentId)}>
              {texts.approvals[enrollment.approval]}
            </PageLink>,
          ] as const,
        ]),
  ];
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <RoleButton
              role="owner"
              onClick={() => {
                onAct({ kind: "activation", integration });
              }}
            >
              {texts.changeActivation}
            </RoleButton>
          }
        >
          {texts.details}
        </Header>
      }
    >
      <KeyValuePairs columns={3} items={items.map(([label, value]) => ({ label, value }))} />
    </Container>
  );
}

function ActivationText({ integration }: { readonly integration: IntegrationSummary }) {
  const texts = useTexts(integrationsTexts);
  const { activation, activationPatterns } = integration;
  return (
    <>
      {texts.activations[activation]}
      {activationPatterns.length > 0 && <>: {activationPatterns.join(", ")}</>}
    </>
  );
}
