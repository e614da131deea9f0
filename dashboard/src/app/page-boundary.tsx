import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { Component, type ReactNode } from "react";
import { appTexts } from "../texts/app/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

interface PageBoundaryProps {
  /** Changes with the page: another page gets another chance. */
  readonly place: string;
  readonly children: ReactNode;
}

interface PageBoundaryState {
  readonly brokenAt: string | undefined;
  readonly place: string;
}

/** Keeps an error of one page from taking the others with it. */
export class PageBoundary extends Component<PageBoundaryProps, PageBoundaryState> {
  override state: PageBoundaryState = { brokenAt: undefined, place: this.props.place };

  static getDerivedStateFromProps(
    { place }: PageBoundaryProps,
    state: PageBoundaryState,
  ): Partial<PageBoundaryState> | null {
    return place === state.place ? null : { place, brokenAt: undefined };
  }

  static getDerivedStateFromError(): Partial<PageBoundaryState> {
    return { brokenAt: "here" };
  }

  override render(): ReactNode {
    return this.state.brokenAt === undefined ? this.props.children : <Broken />;
  }
}

function Broken() {
  const texts = useTexts(appTexts);
  return (
    <Alert
      type="error"
      header={texts.brokenTitle}
      action={
        <Button
          onClick={() => {
            location.reload();
          }}
        >
          {texts.loadAgain}
        </Button>
      }
    >
      {texts.brokenLead}
    </Alert>
  );
}
