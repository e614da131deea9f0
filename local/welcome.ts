import type { AccountRegistry, LocalMode } from "./local-mode.ts";
import type { LocalSettings } from "./settings.ts";
import type { Terminal } from "./terminal.ts";

/** Prints where everything is, and commands that push an image with the clients people have. */
export function writeWelcome(local: LocalMode, settings: LocalSettings, terminal: Terminal): void {
  const [first, ...others] = local.registries;
  const rows = [
    ["Dashboard", `${local.url}/`],
    ["API", `${local.url}/v1/openapi.json`],
    ["Simulated AWS", `${local.awsEndpoint}  (${placeOf(first)})`],
    ["CloudFormation", `${local.consoleUrl}  (where "Create on AWS" leads)`],
    ["Simulated ECR", local.registry],
    ...others.map((registry) => ["", `${registry.host}  (${placeOf(registry)})`] as const),
    ["Tokens", local.credentialsFile],
    ["Logs", `${settings.directory}/logs`],
  ] as const;
  terminal.line();
  for (const [name, value] of rows) {
    terminal.line(`  ${terminal.style("bold", name.padEnd(14))} ${value}`);
  }
  terminal.line();
  terminal.line("  Push an image, and see here what is in it:");
  const target = `${local.registry}/my-app:1.0`;
  for (const command of [
    `docker tag my-app ${target} && docker push ${target}`,
    `skopeo copy --dest-tls-verify=false oci:DIR docker://${target}`,
    `crane push image.tar ${target}`,
  ]) {
    terminal.line(`    ${terminal.style("cyan", command)}`);
  }
  terminal.line();
  terminal.line("  Stop with Ctrl+C; the state stays in .local/ (--fresh wipes it).");
}

function placeOf(registry: AccountRegistry | undefined): string {
  if (registry === undefined) return "";
  const { accountId, region, connects } = registry;
  return `account ${accountId}, ${region}${connects ? "" : ", not connected"}`;
}
