import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { dialogsTexts } from "../texts/dialogs/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

interface DoneDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Shows what came of a change, until the reader is done with it. A click beside it does not close it. */
export function DoneDialog({ title, onClose, children }: DoneDialogProps) {
  const texts = useTexts(dialogsTexts);
  return (
    <Modal
      visible
      header={title}
      onDismiss={({ detail }) => {
        if (detail.reason !== "overlay") onClose();
      }}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            {texts.done}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">{children}</SpaceBetween>
    </Modal>
  );
}
