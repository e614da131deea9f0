import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Spinner from "@cloudscape-design/components/spinner";
import { ApiError } from "../api/api-error.ts";
import { problemsTexts } from "../texts/problems/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** What went wrong, and what to do, in the reader's language as far as it is ours. */
export interface ProblemText {
  readonly title: string;
  /** The API's own words say what happened, why, and what to do next. */
  readonly detail: string;
  readonly requestId: string | undefined;
}

/** Words for an error of a request. */
export function useProblemText(): (error: unknown) => ProblemText {
  const texts = useTexts(problemsTexts);
  return (error) => {
    if (!(error instanceof ApiError)) {
      return { title: texts.failed, detail: texts.failedAdvice, requestId: undefined };
    }
    const { requestId, message } = error;
    switch (error.kind) {
      case "offline":
        return { title: texts.offline, detail: texts.offlineAdvice, requestId };
      case "timeout":
        return { title: texts.timeout, detail: texts.timeoutAdvice, requestId };
      case "session":
        return { title: texts.session, detail: texts.sessionAdvice, requestId };
      case "failed":
        return { title: texts.failed, detail: texts.failedAdvice, requestId };
      case "refused":
        return { title: refusalTitle(error, texts), detail: message, requestId };
    }
  };
}

interface ProblemAlertProps {
  /** Null: nothing is wrong yet, something is still being read. */
  readonly error: unknown;
  readonly onRetry?: () => unknown;
}

/** In the place of what could not be read: why, and what to do. */
export function ProblemAlert({ error, onRetry }: ProblemAlertProps) {
  const texts = useTexts(problemsTexts);
  const textOf = useProblemText();
  if (error === null || error === undefined) {
    return (
      <Box textAlign="center" padding="xl">
        <Spinner size="large" />
      </Box>
    );
  }
  const { title, detail, requestId } = textOf(error);
  return (
    <Alert
      type="error"
      header={title}
      action={onRetry && <Button onClick={() => void onRetry()}>{texts.tryAgain}</Button>}
    >
      {detail}
      {requestId !== undefined && (
        <Box variant="small" display="block">
          {texts.request(requestId)}
        </Box>
      )}
    </Alert>
  );
}

/** Above something that was read before and can't be read again now. */
export function StaleAlert({ error }: { readonly error: unknown }) {
  const texts = useTexts(problemsTexts);
  const textOf = useProblemText();
  const { title, detail } = textOf(error);
  return (
    <Alert type="warning" header={texts.stale}>
      {title}. {detail}
    </Alert>
  );
}

function refusalTitle({ status }: ApiError, texts: (typeof problemsTexts)["en"]): string {
  if (status === 403) return texts.forbidden;
  return status === 404 ? texts.notFound : texts.refused;
}
