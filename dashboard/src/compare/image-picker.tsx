import FormField from "@cloudscape-design/components/form-field";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import { useState } from "react";
import type { Image } from "../../../core/contract/image.ts";
import { useApi, useList } from "../api/hooks.ts";
import { nameOfImage } from "../images/image-name.tsx";
import { imageReading, imagesReading } from "../images/image-readings.ts";
import { isolated } from "../parts/isolated.ts";
import { useProblemText } from "../parts/problem-alert.tsx";
import { shortened } from "../parts/shortened.ts";
import { compareTexts } from "../texts/compare/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

interface ImagePickerProps {
  readonly label: string;
  /** Null: none is chosen. */
  readonly imageId: string | null;
  readonly onChoose: (imageId: string) => void;
}

/** Images that a drop-down has room for. */
const OFFERED = 20;

/** Lets the reader find an analysed image by the beginning of its repository or of a tag. */
export function ImagePicker({ label, imageId, onChoose }: ImagePickerProps) {
  const texts = useTexts(compareTexts);
  const problemOf = useProblemText();
  const [text, setText] = useState<string>();
  const query = { text: text === "" ? undefined : text, state: "analyzed", limit: OFFERED };
  const found = useList(imagesReading(query), { poll: false, enabled: text !== undefined });
  const chosen = useApi(imageReading(imageId ?? ""), { poll: false, enabled: imageId !== null });
  const { data, error, isPlaceholderData, isFetching } = found;
  const isWaiting = data === undefined ? isFetching : isPlaceholderData;
  return (
    <FormField label={label} stretch>
      <Select
        selectedOption={optionOf(imageId, chosen.data)}
        placeholder={texts.choose}
        options={isWaiting ? [] : (data?.items ?? []).map(toOption)}
        filteringType="manual"
        filteringAriaLabel={texts.find}
        filteringPlaceholder={texts.findPlaceholder}
        statusType={statusOf(isWaiting, error !== null)}
        loadingText={texts.loadingImages}
        errorText={error === null ? "" : problemOf(error).title}
        empty={texts.noImages}
        finishedText={data?.nextCursor ? texts.moreImages : ""}
        onLoadItems={({ detail }) => {
          setText(detail.filteringText);
          if (detail.samePage && error !== null) void found.refetch();
        }}
        onChange={({ detail }) => {
          if (detail.selectedOption.value !== undefined) onChoose(detail.selectedOption.value);
        }}
      />
    </FormField>
  );
}

function statusOf(isWaiting: boolean, isBroken: boolean): "loading" | "error" | "finished" {
  if (isWaiting) return "loading";
  return isBroken ? "error" : "finished";
}

/** Of an image that can't be read, what the address says. */
function optionOf(imageId: string | null, image: Image | undefined): SelectProps.Option | null {
  if (imageId === null) return null;
  return image === undefined ? { value: imageId, label: imageId } : toOption(image);
}

function toOption(image: Image): SelectProps.Option {
  const { imageId, digest, platform } = image;
  return {
    value: imageId,
    label: isolated(shortened(nameOfImage(image))),
    description: [isolated(shortened(platform ?? "")), digest.slice(7, 19)].join(" · "),
  };
}
