import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { Totals as Numbers } from "../../../core/contract/api-overview.ts";
import { PageLink } from "../parts/page-link.tsx";
import { SeverityCounts } from "../parts/severity-counts.tsx";
import { overviewTexts } from "../texts/overview/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { sumOf } from "./sum.ts";

/** How much there is of everything; each number leads to the list. */
export function Totals({ totals }: { readonly totals: Numbers }) {
  const texts = useTexts(overviewTexts);
  const { images, repositories, packages, vulnerabilities } = totals;
  return (
    <Container header={<Header variant="h2">{texts.totals}</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: texts.images, value: <Total to="images" count={images} /> },
          {
            label: texts.repositories,
            value: <Total to="settings/repositories" count={repositories} />,
          },
          { label: texts.packages, value: <Total to="packages" count={packages} /> },
          {
            label: texts.vulnerabilities,
            value: (
              <>
                <Total to="vulnerabilities" count={sumOf(vulnerabilities)} />
                <Box padding={{ top: "xs" }}>
                  <SeverityCounts counts={vulnerabilities} />
                </Box>
              </>
            ),
          },
        ]}
      />
    </Container>
  );
}

function Total({ to, count }: { readonly to: string; readonly count: number }) {
  const formats = useFormats();
  return (
    <div>
      <PageLink to={to} variant="awsui-value-large">
        {formats.number(count)}
      </PageLink>
    </div>
  );
}
