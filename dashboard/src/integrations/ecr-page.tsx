import Tabs from "@cloudscape-design/components/tabs";
import { useSearchParams } from "react-router";
import { useBrand } from "../app/brand.ts";
import { Page } from "../app/page.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { CostSection } from "./cost-section.tsx";
import { CreateOnAwsButton } from "./create-on-aws-button.tsx";
import { EnrollmentsSection } from "./enrollments-section.tsx";
import { RegistriesSection } from "./registries-section.tsx";

const VIEWS = ["registries", "cost", "organizations"] as const;

/** Registries that are integrated, how one more is, and what that costs. */
export function EcrPage() {
  const texts = useTexts(integrationsTexts);
  const brand = useBrand();
  const [parameters, setParameters] = useSearchParams();
  const wanted = parameters.get("view");
  const view = VIEWS.find((one) => one === wanted) ?? "registries";
  return (
    <Page title={texts.title} lead={texts.lead(brand)} actions={<CreateOnAwsButton isPrimary />}>
      <Tabs
        activeTabId={view}
        ariaLabel={texts.title}
        onChange={({ detail }) => {
          setParameters(detail.activeTabId === "registries" ? {} : { view: detail.activeTabId });
        }}
        tabs={[
          { id: "registries", label: texts.registries, content: <RegistriesSection /> },
          { id: "cost", label: texts.cost, content: <CostSection /> },
          {
            id: "organizations",
            label: texts.organizations,
            content: <EnrollmentsSection />,
          },
        ]}
      />
    </Page>
  );
}
