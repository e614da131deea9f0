import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { ReactNode } from "react";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import type { History } from "./image-readings.ts";

/** How an image starts; of its environment the names alone, since nothing else is stored. */
export function ConfigurationFacts({ config }: Pick<History, "config">) {
  const texts = useTexts(imageTexts);
  const parts = useTexts(partsTexts);
  const none = <Muted>{parts.none}</Muted>;
  const { user = "", workingDirectory = "", environmentNames = [], exposedPorts = [] } = config;
  const items: readonly (readonly [string, ReactNode])[] = [
    [texts.entrypoint, <Arguments values={config.entrypoint} />],
    [texts.command, <Arguments values={config.command} />],
    [texts.user, user === "" ? <Muted>{texts.root}</Muted> : <ForeignText>{user}</ForeignText>],
    [
      texts.workingDirectory,
      workingDirectory === "" ? none : <ForeignText>{workingDirectory}</ForeignText>,
    ],
    [
      texts.ports,
      exposedPorts.length === 0 ? none : <ForeignText>{exposedPorts.join(", ")}</ForeignText>,
    ],
    [texts.created, <RelativeTime at={config.created ?? null} />],
    [texts.environment, <Names names={environmentNames} />],
  ];
  return (
    <Container
      header={
        <Header variant="h2" description={texts.configurationLead}>
          {texts.configuration}
        </Header>
      }
    >
      <KeyValuePairs columns={3} items={items.map(([label, value]) => ({ label, value }))} />
    </Container>
  );
}

/** As a Dockerfile writes them: `["node","server.js"]`. */
function Arguments({ values = [] }: { readonly values: readonly string[] | undefined }) {
  const parts = useTexts(partsTexts);
  if (values.length === 0) return <Muted>{parts.none}</Muted>;
  return (
    <code>
      <bdi className="scout-long">{JSON.stringify(values)}</bdi>
    </code>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  const texts = useTexts(imageTexts);
  if (names.length === 0) return <Muted>{texts.noEnvironment}</Muted>;
  return (
    <span className="scout-row">
      {names.map((name) => (
        <code key={name}>
          <ForeignText>{name}</ForeignText>
        </code>
      ))}
    </span>
  );
}
