/** What a quick-create link fills in. */
export interface QuickCreate {
  readonly templateUrl: string;
  readonly stackName: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Reads a quick-create link as CloudFormation's console does: everything is in the fragment.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
 *
 * @throws Error when it is none
 */
export function parseQuickCreate(link: string): QuickCreate {
  const [path, query = ""] = new URL(link).hash.slice(1).split("?", 2);
  const fields = new URLSearchParams(query);
  const templateUrl = fields.get("templateURL");
  const stackName = fields.get("stackName");
  if (path !== "/stacks/create/review" || templateUrl === null || stackName === null) {
    throw new Error(`${link} is no quick-create link.`);
  }
  const parameters = [...fields]
    .filter(([name]) => name.startsWith("param_"))
    .map(([name, value]) => [name.slice("param_".length), value] as const);
  return { templateUrl, stackName, parameters: Object.fromEntries(parameters) };
}
