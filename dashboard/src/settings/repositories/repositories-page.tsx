import Tabs from "@cloudscape-design/components/tabs";
import { useSearchParams } from "react-router";
import { Page } from "../../app/page.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { RepositoriesSection } from "./repositories-section.tsx";
import { RulesSection } from "./rules-section.tsx";

/** Which repositories are analysed: one by one, or by a rule. */
export function RepositoriesPage() {
  const texts = useTexts(repositoriesTexts);
  const [parameters, setParameters] = useSearchParams();
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Tabs
        activeTabId={parameters.get("tab") === "rules" ? "rules" : "list"}
        tabs={[
          { id: "list", label: texts.tabList, content: <RepositoriesSection /> },
          { id: "rules", label: texts.tabRules, content: <RulesSection /> },
        ]}
        onChange={({ detail }) => {
          setParameters(detail.activeTabId === "rules" ? { tab: "rules" } : {});
        }}
      />
    </Page>
  );
}
