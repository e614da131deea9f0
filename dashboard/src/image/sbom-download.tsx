import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useState } from "react";
import type { Image } from "../../../core/contract/image.ts";
import { useApiClient, useOrganizationId } from "../api/hooks.ts";
import { addressOf, path, reading } from "../api/reading.ts";
import { useNotify } from "../app/notifications.tsx";
import { saveFile } from "../list/export-list.ts";
import { useProblemText } from "../parts/problem-alert.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** Forms of the bill of materials, with what their files' names end in. */
const FORMATS = { cyclonedx: "cdx.json", spdx: "spdx.json", json: "json" } as const;
type Format = keyof typeof FORMATS;

/** Saves the image's bill of materials: read with the session, since a link would carry none. */
export function SbomDownload({ image }: { readonly image: Image }) {
  const texts = useTexts(imageTexts);
  const client = useApiClient();
  const organization = useOrganizationId();
  const notify = useNotify();
  const problem = useProblemText();
  const [isLoading, setLoading] = useState(false);

  async function download(format: Format): Promise<void> {
    setLoading(true);
    try {
      const what = reading(path`images/${image.imageId}/sbom`, { format });
      const response = await client.read(addressOf(organization, what));
      saveFile(await response.blob(), `${fileNameOf(image)}.${FORMATS[format]}`);
    } catch (error) {
      const content = problem(error).detail;
      notify({ type: "error", header: texts.sbomFailed, content, id: "image-sbom" });
    } finally {
      setLoading(false);
    }
  }

  const isMissing = image.packageCount === null;
  return (
    <ButtonDropdown
      items={(Object.keys(FORMATS) as Format[]).map((id) => ({ id, text: texts.sbomFormats[id] }))}
      loading={isLoading}
      disabled={isMissing}
      {...(isMissing && { disabledReason: texts.sbomNone })}
      onItemClick={({ detail }) => void download(detail.id as Format)}
    >
      {texts.sbom}
    </ButtonDropdown>
  );
}

/** For example `team-app-6c3c624b58db`, as the API names it. */
function fileNameOf({ repository, digest }: Image): string {
  const name = repository.replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, 100);
  return `${name}-${digest.replace("sha256:", "").slice(0, 12)}`;
}
