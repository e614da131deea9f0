import Box from "@cloudscape-design/components/box";
import { useSearchParams } from "react-router";
import { Page } from "../app/page.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { packagesTexts } from "../texts/packages/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { PackageView } from "./package-view.tsx";

/** One package, whatever its version; the address names its type and name. */
export function PackagePage() {
  const texts = useTexts(packagesTexts);
  const [parameters] = useSearchParams();
  const type = parameters.get("type");
  const name = parameters.get("name");
  if (type !== null && name !== null) return <PackageView type={type} name={name} />;
  return (
    <Page title={texts.unnamedTitle}>
      <Box variant="p">{texts.unnamedLead}</Box>
      <PageLink to="packages">{texts.toPackages}</PageLink>
    </Page>
  );
}
