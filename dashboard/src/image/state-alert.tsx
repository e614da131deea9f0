import Alert, { type AlertProps } from "@cloudscape-design/components/alert";
import type { ReactNode } from "react";
import type { Image } from "../../../core/contract/image.ts";
import { PageLink } from "../parts/page-link.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { imageTabPage } from "./use-image-view.ts";

/** What is to be said of an image's state before its numbers: why there are none, or not all. */
export function StateAlert({ image }: { readonly image: Image }) {
  const texts = useTexts(imageTexts);
  const { state, stateReason } = image;
  if (state === "analyzed" && stateReason === null) return null;
  if (state === "analyzed") {
    return (
      <StateText type="warning" title={texts.incompleteTitle} reason={stateReason}>
        <PageLink to={imageTabPage(image.imageId, "configuration")}>{texts.seeUnread}</PageLink>
      </StateText>
    );
  }
  const title = {
    queued: texts.queuedTitle,
    analyzing: texts.analyzingTitle,
    failed: texts.failedTitle,
    unsupported: texts.unsupportedTitle,
    deleted: texts.notFoundTitle,
  }[state];
  return (
    <StateText
      type={state === "failed" ? "error" : "info"}
      title={title}
      reason={stateReason ?? (state === "deleted" ? texts.notFoundLead : texts.queuedLead)}
    />
  );
}

interface StateTextProps {
  readonly type: NonNullable<AlertProps["type"]>;
  readonly title: string;
  readonly reason: string | null;
  /** Where more of it is to be seen. */
  readonly children?: ReactNode;
}

function StateText({ type, title, reason, children }: StateTextProps) {
  return (
    <Alert type={type} header={title} action={children}>
      <bdi className="scout-long">{reason}</bdi>
    </Alert>
  );
}
