import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ImageComparison } from "../../../core/contract/api-compare.ts";
import { useApi } from "../api/hooks.ts";
import { ProblemAlert, StaleAlert } from "../parts/problem-alert.tsx";
import { ViewTabs } from "../parts/view-tabs.tsx";
import { compareTexts } from "../texts/compare/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { comparisonReading, type Pair } from "./compare-readings.ts";
import { ComparisonFacts } from "./comparison-facts.tsx";
import { ConfigurationDifferences } from "./configuration-differences.tsx";
import { LayerDifferences } from "./layer-differences.tsx";
import { PackageDifferences } from "./package-differences.tsx";
import { VulnerabilityDifferences } from "./vulnerability-differences.tsx";

/** What became of one image in the other. */
export function ComparisonView({ from, to }: Pair) {
  const texts = useTexts(compareTexts);
  const formats = useFormats();
  const { data, error, refetch } = useApi(comparisonReading({ from, to }));
  if (data === undefined) return <ProblemAlert error={error} onRetry={refetch} />;
  const { packages, vulnerabilities, layers, configuration } = data;
  const { unchanged, ...changes } = packages;
  const tab = (name: string, count: number) => `${name} (${formats.number(count)})`;
  return (
    <SpaceBetween size="l">
      {error !== null && error.kind !== "session" && <StaleAlert error={error} />}
      {from === to && <Alert type="info">{texts.sameImage}</Alert>}
      <ComparisonFacts comparison={data} />
      <ViewTabs
        label={texts.title}
        tabs={[
          {
            id: "packages",
            label: tab(texts.packages, sumOf(changes)),
            content: <PackageDifferences from={from} to={to} unchanged={unchanged} />,
          },
          {
            id: "vulnerabilities",
            label:
              vulnerabilities === null
                ? texts.vulnerabilities
                : tab(
                    texts.vulnerabilities,
                    sumOf(vulnerabilities.new) + sumOf(vulnerabilities.fixed),
                  ),
            content: <VulnerabilityDifferences from={from} to={to} isMatched={isMatched(data)} />,
          },
          {
            id: "layers",
            label: tab(texts.layers, layers.from.length + layers.to.length),
            content: <LayerDifferences layers={layers} />,
          },
          {
            id: "configuration",
            label: tab(texts.configuration, configuration.length),
            content: <ConfigurationDifferences from={from} to={to} />,
          },
        ]}
      />
    </SpaceBetween>
  );
}

function isMatched({ vulnerabilities }: ImageComparison): boolean {
  return vulnerabilities !== null;
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const count of Object.values(counts)) sum += count;
  return sum;
}
