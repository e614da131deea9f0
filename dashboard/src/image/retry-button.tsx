import { useChange } from "../api/hooks.ts";
import { useNotify } from "../app/notifications.tsx";
import { useProblemText } from "../parts/problem-alert.tsx";
import { RoleButton } from "../parts/role-button.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { type OneImage, retry } from "./image-changes.ts";

/** Has an image analysed again, for editors. */
export function RetryButton({ image }: { readonly image: OneImage }) {
  const texts = useTexts(imageTexts);
  const notify = useNotify();
  const problem = useProblemText();
  const change = useChange<OneImage, unknown>(retry);
  return (
    <RoleButton
      role="editor"
      iconName="refresh"
      loading={change.isPending}
      onClick={() => {
        change.mutate(image, {
          onSuccess() {
            notify({ type: "success", content: texts.retryAsked, id: "image-retry" });
          },
          onError(error) {
            const { title, detail } = problem(error);
            notify({ type: "error", header: title, content: detail, id: "image-retry" });
          },
        });
      }}
    >
      {texts.retry}
    </RoleButton>
  );
}
