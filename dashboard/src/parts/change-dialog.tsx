import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useId } from "react";
import { dialogsTexts } from "../texts/dialogs/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { ProblemAlert } from "./problem-alert.tsx";

interface ChangeDialogProps {
  readonly title: string;
  /** What the button does, as a verb: "Remove". */
  readonly submit: string;
  /** Where the change is. */
  readonly change: { readonly isPending: boolean; readonly error: unknown };
  /** False while something is missing without which nothing can be asked for. */
  readonly isReady?: boolean;
  readonly onSubmit: () => void;
  readonly onDismiss: () => void;
  /** What happens, or the fields. */
  readonly children: ReactNode;
}

/** Asks before something is changed: says what happens, or takes what is needed for it. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { title, submit, change, isReady = true, onSubmit, onDismiss, children } = props;
  const texts = useTexts(dialogsTexts);
  const form = useId();
  return (
    <Modal
      visible
      header={title}
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              {texts.cancel}
            </Button>
            <Button
              variant="primary"
              form={form}
              formAction="submit"
              disabled={!isReady}
              loading={change.isPending}
              loadingText={texts.working}
            >
              {submit}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !change.isPending) onSubmit();
        }}
      >
        <SpaceBetween size="m">
          {children}
          {Boolean(change.error) && (
            <div role="alert">
              <ProblemAlert error={change.error} />
            </div>
          )}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
