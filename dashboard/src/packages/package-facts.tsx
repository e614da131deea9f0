import Container from "@cloudscape-design/components/container";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { PackageDetail } from "../../../core/contract/api-organization.ts";
import { packagesTexts } from "../texts/packages/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { Licenses } from "./licenses.tsx";

/** What there is to know of a package at a glance. */
export function PackageFacts({ detail }: { readonly detail: PackageDetail }) {
  const texts = useTexts(packagesTexts);
  const formats = useFormats();
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        items={[
          { label: texts.type, value: texts.types[detail.type] },
          { label: texts.licenses, value: <Licenses licenses={detail.licenses} /> },
          { label: texts.versions, value: formats.number(detail.versionCount) },
          { label: texts.images, value: formats.number(detail.imageCount) },
        ]}
      />
    </Container>
  );
}
