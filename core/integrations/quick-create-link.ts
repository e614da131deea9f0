import { CONSOLE_DOMAINS, partitionOf } from "../contract/aws-partition.ts";
import type { Connection } from "./port.ts";

/** What a quick-create link fills in. */
export interface QuickCreateFields {
  readonly templateUrl: string;
  readonly stackName: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * A link that opens CloudFormation's wizard with every field filled in. The console reads it
 * from the address's fragment, which no server sees.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
 *
 * @param region In which the wizard opens; undefined: in the one that the person used last.
 * @param homeRegion Any Region of the partition in which the product runs: a customer's role can't
 *   be assumed from another partition.
 */
export function quickCreateLink(
  { templateUrl, stackName, parameters }: QuickCreateFields,
  region: string | undefined,
  homeRegion: string,
): string {
  const fields = [
    ["templateURL", templateUrl],
    ["stackName", stackName],
    ...Object.entries(parameters).map(([name, value]) => [`param_${name}`, value]),
  ];
  return consoleLink(region, homeRegion, "/stacks/create/review", fields);
}

/** Where the AWS console shows a customer's stack. */
export function stackLink({ region, stackId }: Pick<Connection, "region" | "stackId">): string {
  return consoleLink(region, region, "/stacks/stackinfo", [["stackId", stackId]]);
}

/**
 * The console's wizard that updates a stack, with a new template filled in and every parameter as
 * it was. AWS documents no such address; this is the one that its console has.
 */
export function updateLink(
  { region, stackId }: Pick<Connection, "region" | "stackId">,
  templateUrl: string,
): string {
  const fields = [
    ["stackId", stackId],
    ["templateURL", templateUrl],
  ];
  return consoleLink(region, region, "/stacks/update/template", fields);
}

/**
 * The same page of a console link at another console, such as local mode's.
 * @param consoleUrl Its origin; undefined: AWS's own.
 */
export function atConsole(link: string, consoleUrl: string | undefined): string {
  if (consoleUrl === undefined) return link;
  const { pathname, search, hash } = new URL(link);
  return `${new URL(consoleUrl).origin}${pathname}${search}${hash}`;
}

function consoleLink(
  region: string | undefined,
  homeRegion: string,
  page: string,
  fields: readonly (readonly string[])[],
): string {
  const domain = CONSOLE_DOMAINS[partitionOf(region ?? homeRegion)] ?? CONSOLE_DOMAINS["aws"] ?? "";
  const origin = region === undefined ? `https://${domain}` : `https://${region}.${domain}`;
  const inRegion = region === undefined ? "" : `?region=${region}`;
  // Not URLSearchParams: its `+` for a blank is read as a plus by some versions of the console.
  const query = fields
    .map(([name = "", value = ""]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  return `${origin}/cloudformation/home${inRegion}#${page}?${query}`;
}
