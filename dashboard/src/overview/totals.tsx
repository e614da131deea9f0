import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { Totals as Numbers } from "../../../core/contract/api-overview.ts";
import { PageLink } from "../parts/page-link.tsx";
import { SeverityCounts } from "../parts/severity-counts.tsx";
import { overviewTexts } from "../texts/overview/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";

/** How much there is of everything; each number leads to the list. */
export function Totals({ totals }: { readonly totals: Numbers | undefined }) {
  const texts = useTexts(overviewTexts);
  return (
    <Container header={<Header variant="h2">{texts.totals}</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: texts.images, value: <Total to="images" count={totals?.images} /> },
          {
            label: texts.repositories,
            value: <Total to="settings/repositories" count={totals?.repositories} />,
          },
          { label: texts.packages, value: <Total to="packages" count={totals?.packages} /> },
          {
            label: texts.vulnerabilities,
            value: totals ? <SeverityCounts counts={totals.vulnerabilities} /> : <>&nbsp;</>,
          },
        ]}
      />
    </Container>
  );
}

function Total({ to, count }: { readonly to: string; readonly count: number | undefined }) {
  const formats = useFormats();
  return (
    <Box variant="awsui-value-large">
      {count === undefined ? <>&nbsp;</> : <PageLink to={to}>{formats.number(count)}</PageLink>}
    </Box>
  );
}
