import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useState } from "react";
import { useNotify } from "../../app/notifications.tsx";
import { ChangeDialog } from "../../parts/change-dialog.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { LatestField, latestOf } from "./latest-field.tsx";
import { PatternMatches } from "./pattern-matches.tsx";
import { RegistryChoice } from "./registry-choice.tsx";
import { useRepositoryChanges } from "./use-repository-changes.ts";

/** As the API takes it. */
const PATTERN = /^[a-z0-9*][a-z0-9._/*-]{0,255}$/;

interface AddPatternDialogProps {
  /** Host of the registry to begin with; undefined: every one. */
  readonly registry: string | undefined;
  /** To begin with. */
  readonly pattern?: string;
  readonly onClose: () => void;
}

/** Activates all repositories whose names match a pattern. */
export function AddPatternDialog(props: AddPatternDialogProps) {
  const { onClose } = props;
  const texts = useTexts(repositoriesTexts);
  const notify = useNotify();
  const [registry, setRegistry] = useState(props.registry);
  const [text, setText] = useState(props.pattern ?? "");
  const [latestText, setLatestText] = useState("");
  const change = useRepositoryChanges();
  const pattern = text.trim();
  const latest = latestOf(latestText);
  const isPattern = PATTERN.test(pattern);
  return (
    <ChangeDialog
      title={texts.addPatternTitle}
      submit={texts.activate}
      change={change}
      isReady={isPattern && latest !== null}
      onDismiss={onClose}
      onSubmit={() => {
        const where = registry === undefined ? {} : { registry };
        const count = typeof latest === "number" ? { latest } : {};
        change.mutate([{ ...where, pattern, activated: true, ...count }], {
          onSuccess(outcomes) {
            const isDone = outcomes.every(({ result }) => result === "done");
            notify(
              isDone
                ? { type: "success", content: texts.patternAdded(pattern) }
                : { type: "warning", content: texts.patternUnknown },
            );
            onClose();
          },
        });
      }}
    >
      <Box variant="p">{texts.addPatternLead}</Box>
      <RegistryChoice registry={registry} onChange={setRegistry} />
      <FormField
        label={texts.pattern}
        constraintText={texts.patternHint}
        errorText={pattern !== "" && !isPattern && texts.patternWrong}
      >
        <Input
          value={text}
          placeholder="team/*"
          spellcheck={false}
          onChange={({ detail }) => {
            setText(detail.value);
          }}
        />
      </FormField>
      {isPattern && <PatternMatches pattern={pattern} registry={registry} />}
      <LatestField value={latestText} onChange={setLatestText} />
    </ChangeDialog>
  );
}
