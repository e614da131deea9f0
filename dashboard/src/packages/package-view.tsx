import SpaceBetween from "@cloudscape-design/components/space-between";
import { useApi } from "../api/hooks.ts";
import { Page } from "../app/page.tsx";
import { AsOf } from "../list/as-of.tsx";
import { ForeignText } from "../parts/foreign-text.tsx";
import { isolated } from "../parts/isolated.ts";
import { ProblemAlert, StaleAlert } from "../parts/problem-alert.tsx";
import { shortened } from "../parts/shortened.ts";
import { ViewTabs } from "../parts/view-tabs.tsx";
import { packagesTexts } from "../texts/packages/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { HoldingImages } from "./holding-images.tsx";
import { PackageFacts } from "./package-facts.tsx";
import { packageReading } from "./package-readings.ts";
import { PackageVersions } from "./package-versions.tsx";
import { PackageVulnerabilities } from "./package-vulnerabilities.tsx";

interface PackageViewProps {
  readonly type: string;
  readonly name: string;
}

/** A package: its versions, its vulnerabilities, the images that hold it. */
export function PackageView({ type, name }: PackageViewProps) {
  const texts = useTexts(packagesTexts);
  const formats = useFormats();
  const { data, error, refetch } = useApi(packageReading(type, name));
  return (
    <Page
      title={isolated(shortened(name))}
      heading={<ForeignText>{name}</ForeignText>}
      lead={<AsOf at={data?.asOf} />}
      crumbs={[{ text: texts.title, to: "packages" }]}
    >
      {data === undefined && <ProblemAlert error={error} onRetry={refetch} />}
      {data !== undefined && (
        <SpaceBetween size="l">
          {error !== null && error.kind !== "session" && <StaleAlert error={error} />}
          <PackageFacts detail={data} />
          <ViewTabs
            label={isolated(shortened(name))}
            tabs={[
              {
                id: "versions",
                label: `${texts.versions} (${formats.number(data.versionCount)})`,
                content: <PackageVersions type={type} name={name} detail={data} />,
              },
              {
                id: "vulnerabilities",
                label: `${texts.vulnerabilities} (${formats.number(data.vulnerabilities.length)})`,
                content: <PackageVulnerabilities type={type} name={name} />,
              },
              {
                id: "images",
                label: `${texts.images} (${formats.number(data.imageCount)})`,
                content: <HoldingImages name={name} />,
              },
            ]}
          />
        </SpaceBetween>
      )}
    </Page>
  );
}
