import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { Estimate } from "../../../core/contract/api-estimate.ts";
import { Muted } from "../parts/muted.tsx";
import { estimateTexts } from "../texts/estimate/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { useDollars } from "./use-dollars.ts";

/** What a month costs in all, elsewhere, and what it really cost last month. */
export function EstimateSummary({ estimate }: { readonly estimate: Estimate }) {
  const texts = useTexts(estimateTexts);
  const formats = useFormats();
  const dollars = useDollars();
  const { total, month, alternatives, assumptions, measured } = estimate;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={texts.prices(formats.date(estimate.pricesAsOf), estimate.pricesRegion)}
        >
          {texts.monthTitle}
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          {
            label: texts.total,
            value: <Box variant="awsui-value-large">{dollars(total.monthly)}</Box>,
          },
          {
            label: texts.published,
            value: <Box variant="awsui-value-large">{dollars(total.seed.monthly)}</Box>,
          },
          {
            label: texts.measured,
            value:
              measured === null ? (
                <Muted>{texts.notMeasured}</Muted>
              ) : (
                texts.measuredIn(dollars(measured.cost.total), measured.month, measured.events)
              ),
          },
          { label: texts.events, value: formats.number(month.events) },
          { label: texts.pulled, value: formats.bytes(month.gigabytesPulled * 1e9) },
          {
            label: texts.elsewhere,
            value: alternatives
              .filter(({ regions }) => regions !== assumptions.regions)
              .map(({ regions, total: other }) => (
                <div key={regions}>{texts.pulledTo(texts.paths[regions], dollars(other))}</div>
              )),
          },
        ]}
      />
    </Container>
  );
}
