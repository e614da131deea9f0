import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { Image } from "../../../core/contract/image.ts";
import { useList } from "../api/hooks.ts";
import { nameOfImage } from "../images/image-name.tsx";
import { imagesReading } from "../images/image-readings.ts";
import { ChangeDialog } from "../parts/change-dialog.tsx";
import { isolated } from "../parts/isolated.ts";
import { usePagePath } from "../parts/page-link.tsx";
import { useProblemText } from "../parts/problem-alert.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { comparePage } from "./image-readings.ts";

/** Images that a choice shows at once; typing finds the others. */
const SHOWN = 50;

interface CompareDialogProps {
  readonly image: Image;
  readonly onDismiss: () => void;
}

/** Lets the reader choose the image that this one is compared with: first of its own repository. */
export function CompareDialog({ image, onDismiss }: CompareDialogProps) {
  const texts = useTexts(imageTexts);
  const problem = useProblemText();
  const navigate = useNavigate();
  const pathOf = usePagePath();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<SelectProps.Option | null>(null);
  const { repository, registry } = image;
  const asked = text === "" ? { repository, registry } : { text };
  const { data, error } = useList(imagesReading({ ...asked, state: "analyzed", limit: SHOWN }), {
    poll: false,
  });
  const others = (data?.items ?? []).filter(({ imageId }) => imageId !== image.imageId);
  return (
    <ChangeDialog
      title={texts.compareTitle}
      submit={texts.compare}
      change={{ isPending: false, error: null }}
      isReady={chosen !== null}
      onDismiss={onDismiss}
      onSubmit={() => {
        void navigate(pathOf(comparePage(chosen?.value ?? "", image.imageId)));
      }}
    >
      <Box variant="p">{texts.compareLead}</Box>
      <FormField label={texts.compareOther} description={texts.compareOtherHint}>
        <Select
          selectedOption={chosen}
          onChange={({ detail }) => {
            setChosen(detail.selectedOption);
          }}
          options={others.map(optionOf)}
          filteringType="manual"
          onLoadItems={({ detail }) => {
            setText(detail.filteringText.trim());
          }}
          filteringAriaLabel={texts.compareOther}
          placeholder={texts.comparePlaceholder}
          empty={texts.compareNone}
          loadingText={texts.loading}
          expandToViewport
          {...statusOf(data === undefined, error)}
          {...(error && { errorText: problem(error).title })}
        />
      </FormField>
    </ChangeDialog>
  );
}

function statusOf(isLoading: boolean, error: unknown): Pick<SelectProps, "statusType"> {
  if (error !== null) return { statusType: "error" };
  return { statusType: isLoading ? "loading" : "finished" };
}

function optionOf(image: Image): SelectProps.Option {
  const { imageId, platform, digest } = image;
  return {
    value: imageId,
    label: isolated(nameOfImage(image).slice(0, 200)),
    description: [platform, digest.slice(7, 19)].filter((part) => part !== null).join(" · "),
  };
}
