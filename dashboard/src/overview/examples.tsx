import Box from "@cloudscape-design/components/box";
import type { ReactNode } from "react";
import type { VulnerabilitySummary } from "../../../core/contract/api-organization.ts";
import type { AttentionIntegration } from "../../../core/contract/api-overview.ts";
import type { Image } from "../../../core/contract/image.ts";
import { path } from "../api/reading.ts";
import { nameOfImage } from "../images/image-name.tsx";
import { integrationPage } from "../integrations/integration-readings.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { overviewTexts } from "../texts/overview/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** A vulnerability with what it is. */
export function VulnerabilityExample({
  vulnerability: { id, summary },
}: {
  readonly vulnerability: VulnerabilitySummary;
}) {
  return <Example to={path`vulnerabilities/${id}`} name={id} why={summary} />;
}

/** An image with why it is an example. */
export function ImageExample({
  image,
  why,
}: {
  readonly image: Image;
  readonly why: string | null;
}) {
  return <Example to={path`images/${image.imageId}`} name={nameOfImage(image)} why={why} />;
}

interface IntegrationExampleProps {
  readonly integration: AttentionIntegration;
  readonly why: string | null;
}

/** An integration, by its registry where that is known. */
export function IntegrationExample({ integration, why }: IntegrationExampleProps) {
  const texts = useTexts(overviewTexts);
  const { integrationId, registry } = integration;
  const name = registry ?? texts.yetUnnamed(integrationId);
  return <Example to={integrationPage(integrationId)} name={name} why={why} />;
}

interface ExampleProps {
  readonly to: string;
  readonly name: string;
  readonly why: string | null;
}

function Example({ to, name, why }: ExampleProps): ReactNode {
  return (
    <>
      <PageLink to={to}>
        <ForeignText>{name}</ForeignText>
      </PageLink>
      {why !== null && (
        <Box variant="small" display="block">
          <ForeignText>{why}</ForeignText>
        </Box>
      )}
    </>
  );
}
