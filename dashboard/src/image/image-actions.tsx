import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { Image } from "../../../core/contract/image.ts";
import { RoleButton } from "../parts/role-button.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { CompareDialog } from "./compare-dialog.tsx";
import { hasResults } from "./not-analyzed.tsx";
import { PurgeDialog } from "./purge-dialog.tsx";
import { RetryButton } from "./retry-button.tsx";
import { SbomDownload } from "./sbom-download.tsx";

/** What can be done with an image. */
export function ImageActions({ image }: { readonly image: Image }) {
  const texts = useTexts(imageTexts);
  const [dialog, setDialog] = useState<"compare" | "purge">();
  function close(): void {
    setDialog(undefined);
  }
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          {...(!hasResults(image) && { disabled: true, disabledReason: texts.compareNotYet })}
          onClick={() => {
            setDialog("compare");
          }}
        >
          {texts.compareWith}
        </Button>
        <SbomDownload image={image} />
        <RetryButton image={image} />
        <RoleButton
          role="owner"
          onClick={() => {
            setDialog("purge");
          }}
        >
          {texts.purge}
        </RoleButton>
      </SpaceBetween>
      {dialog === "compare" && <CompareDialog image={image} onDismiss={close} />}
      {dialog === "purge" && <PurgeDialog image={image} onDismiss={close} />}
    </>
  );
}
