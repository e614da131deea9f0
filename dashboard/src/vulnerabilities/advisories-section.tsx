import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { VulnerabilityAdvisory } from "../../../core/contract/api-organization.ts";
import { ExternalLink } from "../parts/external-link.tsx";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { SeverityBadge } from "../parts/severity-badge.tsx";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { vulnerabilitiesTexts } from "../texts/vulnerabilities/texts.ts";
import { KnownTime } from "./known-time.tsx";

/** What each advisory says of a vulnerability, and where to read on. */
export function AdvisoriesSection({
  advisories,
}: {
  readonly advisories: readonly VulnerabilityAdvisory[];
}) {
  return (
    <SpaceBetween size="l">
      {advisories.map((advisory) => (
        <Advisory key={advisory.advisoryId} advisory={advisory} />
      ))}
    </SpaceBetween>
  );
}

function Advisory({ advisory }: { readonly advisory: VulnerabilityAdvisory }) {
  const texts = useTexts(vulnerabilitiesTexts);
  const parts = useTexts(partsTexts);
  const { advisoryId, aliases, severity, severitySource, cvss, summary, publishedAt } = advisory;
  return (
    <Container
      header={
        <Header variant="h2" description={summary && <ForeignText>{summary}</ForeignText>}>
          <ForeignText>{advisoryId}</ForeignText>
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          {
            label: texts.rating,
            value: (
              <span className="scout-row">
                <SeverityBadge severity={severity} /> {texts.severitySources[severitySource]}
              </span>
            ),
          },
          {
            label: cvss ? texts.vector(cvss.version) : texts.cvss,
            value: cvss ? (
              <span className="scout-row">
                {cvss.score.toFixed(1)} <code className="scout-long">{cvss.vector}</code>
              </span>
            ) : (
              <Muted>{texts.unrated}</Muted>
            ),
          },
          { label: texts.published, value: <KnownTime at={publishedAt} /> },
          {
            label: texts.aliases,
            value:
              aliases.length === 0 ? (
                <Muted>{parts.none}</Muted>
              ) : (
                <ForeignText>{aliases.join(", ")}</ForeignText>
              ),
          },
          {
            label: texts.references,
            value: <References references={advisory.references ?? []} />,
          },
        ]}
      />
    </Container>
  );
}

function References({ references }: { readonly references: readonly string[] }) {
  const texts = useTexts(vulnerabilitiesTexts);
  if (references.length === 0) return <Muted>{texts.noReferences}</Muted>;
  return (
    <>
      {references.map((href) => (
        <div key={href} className="scout-long">
          <ExternalLink href={href}>
            <ForeignText>{href}</ForeignText>
          </ExternalLink>
        </div>
      ))}
    </>
  );
}
