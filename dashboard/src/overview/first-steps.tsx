import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Steps from "@cloudscape-design/components/steps";
import { useApi, useList } from "../api/hooks.ts";
import { useBrand } from "../app/brand.ts";
import { ECR_PAGE, integrationsReading } from "../integrations/integration-readings.ts";
import { PageLink } from "../parts/page-link.tsx";
import { overviewTexts } from "../texts/overview/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { activatedReading } from "./overview-readings.ts";

/** What a new organization does until there is something to see: connect, activate, push. */
export function FirstSteps() {
  const texts = useTexts(overviewTexts);
  const brand = useBrand();
  const integrations = useApi(integrationsReading());
  const isConnected =
    integrations.data?.items.some(({ status }) => status === "connected") ?? false;
  const activated = useList(activatedReading(), { enabled: isConnected });
  const isActivated = (activated.data?.items.length ?? 0) > 0;
  const steps = [
    {
      isDone: isConnected,
      title: texts.connectTitle,
      lead: texts.connectLead,
      link: <PageLink to={ECR_PAGE}>{texts.connect}</PageLink>,
    },
    {
      isDone: isConnected && isActivated,
      title: texts.activateTitle,
      lead: texts.activateLead,
      link: <PageLink to="settings/repositories">{texts.activate}</PageLink>,
    },
    { isDone: false, title: texts.pushTitle, lead: texts.pushLead, link: null },
  ];
  const isKnown = integrations.data !== undefined && !(isConnected && activated.isPending);
  const next = isKnown ? steps.findIndex(({ isDone }) => !isDone) : undefined;
  return (
    <Container
      header={
        <Header variant="h2" description={texts.stepsLead(brand)}>
          {texts.stepsTitle}
        </Header>
      }
    >
      <Steps
        ariaLabel={texts.stepsTitle}
        steps={steps.map(({ isDone, title, lead, link }, index) => ({
          status: statusOf(isDone, index === next),
          statusIconAriaLabel: wordOf(isDone, index === next, texts),
          header: title,
          details: (
            <>
              <Box variant="p" padding="n">
                {lead}
              </Box>
              {link}
            </>
          ),
        }))}
      />
    </Container>
  );
}

function statusOf(isDone: boolean, isNext: boolean): "success" | "in-progress" | "pending" {
  if (isDone) return "success";
  return isNext ? "in-progress" : "pending";
}

function wordOf(isDone: boolean, isNext: boolean, texts: (typeof overviewTexts)["en"]): string {
  if (isDone) return texts.done;
  return isNext ? texts.next : texts.later;
}
