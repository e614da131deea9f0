import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { ReactNode } from "react";
import { sessionTexts } from "../texts/session/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { useSession, useSessionState } from "./session-context.ts";
import { SignInChoice, SignInPage } from "./sign-in-page.tsx";

interface SessionGateProps {
  readonly brand: string;
  readonly children: ReactNode;
}

/**
 * Shows the application to who is signed in. When the session ends, the view stays, with
 * the way back in above it.
 */
export function SessionGate({ brand, children }: SessionGateProps) {
  const { status } = useSessionState();
  const texts = useTexts(sessionTexts);
  switch (status) {
    case "starting":
      return (
        <main className="scout-lonely-page">
          <Box textAlign="center" padding="xxl">
            <span role="status" aria-label={texts.starting}>
              <Spinner size="large" />
            </span>
          </Box>
        </main>
      );
    case "unavailable":
      return <Unavailable />;
    case "signed-out":
      return <SignInPage brand={brand} />;
    case "signed-in":
    case "expired":
      return (
        <>
          {children}
          {status === "expired" && <Expired />}
        </>
      );
  }
}

/** Who closes it instead of signing in again, leaves. */
function Expired() {
  const texts = useTexts(sessionTexts);
  const session = useSession();
  return (
    <Modal
      visible
      header={texts.expiredTitle}
      closeAriaLabel={texts.signOut}
      onDismiss={() => void session.signOut()}
    >
      <SpaceBetween size="m">
        <Box variant="p">{texts.expiredLead}</Box>
        <SignInChoice />
      </SpaceBetween>
    </Modal>
  );
}

function Unavailable() {
  const texts = useTexts(sessionTexts);
  const session = useSession();
  return (
    <main className="scout-lonely-page">
      <Alert
        type="error"
        header={texts.unavailableTitle}
        action={<Button onClick={() => void session.start()}>{texts.tryAgain}</Button>}
      >
        {texts.unavailableLead}
      </Alert>
    </main>
  );
}
