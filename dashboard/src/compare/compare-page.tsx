import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useSearchParams } from "react-router";
import { Page } from "../app/page.tsx";
import { compareTexts } from "../texts/compare/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { ComparisonView } from "./comparison-view.tsx";
import { ImagePicker } from "./image-picker.tsx";
import "./compare.css";

/** Any two images compared; the address names them. */
export function ComparePage() {
  const texts = useTexts(compareTexts);
  const [parameters, setParameters] = useSearchParams();
  const from = parameters.get("from");
  const to = parameters.get("to");
  function show(pair: Readonly<Record<"from" | "to", string | null>>): void {
    // Filters and pages of another comparison are nothing for this one; the tab may stay.
    const next = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...pair, view: parameters.get("view") })) {
      if (value !== null) next.set(name, value);
    }
    setParameters(next);
  }
  return (
    <Page title={texts.title} lead={texts.lead}>
      <SpaceBetween size="l">
        <div className="scout-pair">
          <ImagePicker
            label={texts.from}
            imageId={from}
            onChoose={(imageId) => {
              show({ from: imageId, to });
            }}
          />
          <div>
            <Button
              ariaLabel={texts.swapLabel}
              disabled={from === null && to === null}
              onClick={() => {
                show({ from: to, to: from });
              }}
            >
              {texts.swap}
            </Button>
          </div>
          <ImagePicker
            label={texts.to}
            imageId={to}
            onChoose={(imageId) => {
              show({ from, to: imageId });
            }}
          />
        </div>
        {from !== null && to !== null ? <ComparisonView from={from} to={to} /> : <Choose />}
      </SpaceBetween>
    </Page>
  );
}

function Choose() {
  const texts = useTexts(compareTexts);
  return (
    <Box textAlign="center" padding="l">
      <Box variant="strong">{texts.chooseTitle}</Box>
      <Box variant="p">{texts.chooseLead}</Box>
    </Box>
  );
}
