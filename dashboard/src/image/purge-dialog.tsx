import Box from "@cloudscape-design/components/box";
import { useNavigate } from "react-router";
import type { Image } from "../../../core/contract/image.ts";
import { useChange } from "../api/hooks.ts";
import { useNotify } from "../app/notifications.tsx";
import { nameOfImage } from "../images/image-name.tsx";
import { ChangeDialog } from "../parts/change-dialog.tsx";
import { ForeignText } from "../parts/foreign-text.tsx";
import { usePagePath } from "../parts/page-link.tsx";
import { repositoryPage } from "../repository/repository-readings.ts";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { type OneImage, purge } from "./image-changes.ts";

interface PurgeDialogProps {
  readonly image: Image;
  readonly onDismiss: () => void;
}

/** Says what a purge deletes, asks for it, and leaves the image's page. */
export function PurgeDialog({ image, onDismiss }: PurgeDialogProps) {
  const texts = useTexts(imageTexts);
  const notify = useNotify();
  const navigate = useNavigate();
  const pathOf = usePagePath();
  const change = useChange<OneImage, unknown>(purge);
  return (
    <ChangeDialog
      title={texts.purgeTitle}
      submit={texts.purge}
      change={change}
      onDismiss={onDismiss}
      onSubmit={() => {
        change.mutate(image, {
          onSuccess() {
            notify({ type: "success", content: texts.purged });
            void navigate(pathOf(repositoryPage(image)));
          },
        });
      }}
    >
      <Box variant="strong">
        <ForeignText>{nameOfImage(image)}</ForeignText>
      </Box>
      <Box variant="p">{texts.purgeLead}</Box>
      <Box variant="p">{texts.purgeReturn}</Box>
    </ChangeDialog>
  );
}
