import Box from "@cloudscape-design/components/box";
import type { ImageVulnerability } from "../../../core/contract/api-images.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** Why a package is said to be affected: its version, the range that holds it, and who says so. */
export function Why({ vulnerability }: { readonly vulnerability: ImageVulnerability }) {
  const texts = useTexts(imageTexts);
  const { packageVersion, affectedRange, status, advisoryId } = vulnerability;
  const reason =
    status === "affected"
      ? texts.inRange(packageVersion, affectedRange)
      : texts.notCompared(packageVersion, affectedRange);
  return (
    <>
      <ForeignText>{reason}</ForeignText>
      <Box variant="small" display="block">
        <ForeignText>{texts.byAdvisory(advisoryId)}</ForeignText>
      </Box>
    </>
  );
}
