import type { EnrollmentLaunch } from "../contract/api-enrollments.ts";
import { EXTERNAL_ID_PREFIX_PARAMETER, STACK_PARAMETERS } from "../contract/customer-stack.ts";
import { organizationTemplateUrlOf } from "../contract/template-name.ts";
import type { Enrollment } from "./enrollment-port.ts";
import type { LaunchSettings } from "./stack-launch.ts";

/**
 * What a StackSet is made with that carries the stacks of an enrollment: the same for every
 * account and Region. It holds the enrollment's token, so it is for owners' eyes only.
 */
export function enrollmentLaunchOf(
  enrollment: Enrollment,
  settings: LaunchSettings,
): EnrollmentLaunch {
  const delivery = enrollment.delivery ?? "events";
  // Both may be there: their StackSets are for different Regions.
  const stackSetName = delivery === "poll" ? `${settings.stackName}-poll` : settings.stackName;
  const parameters = parametersOf(enrollment, settings);
  if (settings.templateUrl === undefined) {
    return { templateUrl: null, stackSetName, parameters, commands: null };
  }
  const templateUrl = organizationTemplateUrlOf(settings.templateUrl, delivery);
  const commands = {
    createStackSet: createStackSet(stackSetName, templateUrl, parameters),
    createStackInstances: createStackInstances(stackSetName),
  };
  return { templateUrl, stackSetName, parameters, commands };
}

function parametersOf(
  { externalIdPrefix, setupToken, delivery, scope }: Enrollment,
  { callbackUrl, trustedAccountId }: LaunchSettings,
): Record<string, string> {
  const at = (path: string) => new URL(path, callbackUrl).href;
  return {
    [EXTERNAL_ID_PREFIX_PARAMETER]: externalIdPrefix,
    [STACK_PARAMETERS.setupEndpoint]: at(`/v1/setup/${setupToken}`),
    ...(delivery === "poll" ? {} : { [STACK_PARAMETERS.eventEndpoint]: at("/v1/events") }),
    [STACK_PARAMETERS.trustedAccountId]: trustedAccountId,
    ...(scope === undefined ? {} : { [STACK_PARAMETERS.repositoryScope]: scope.join(",") }),
  };
}

/**
 * With automatic deployment: accounts that join the organizational units get the stack, too.
 * https://docs.aws.amazon.com/cli/latest/reference/cloudformation/create-stack-set.html
 */
function createStackSet(
  name: string,
  templateUrl: string,
  parameters: Readonly<Record<string, string>>,
): string {
  // As JSON: in the shorthand a comma would end a value.
  const list = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));
  return [
    `aws cloudformation create-stack-set --stack-set-name ${name}`,
    `--template-url ${quoted(templateUrl)}`,
    `--parameters ${quoted(JSON.stringify(list))}`,
    "--capabilities CAPABILITY_IAM --permission-model SERVICE_MANAGED",
    "--auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false",
    "--managed-execution Active=true",
  ].join(" ");
}

/**
 * `$OU` and `$REGIONS` are for whoever runs it to set.
 * https://docs.aws.amazon.com/cli/latest/reference/cloudformation/create-stack-instances.html
 */
function createStackInstances(name: string): string {
  return [
    `aws cloudformation create-stack-instances --stack-set-name ${name}`,
    '--deployment-targets "OrganizationalUnitIds=$OU" --regions $REGIONS',
    "--operation-preferences RegionConcurrencyType=PARALLEL,MaxConcurrentPercentage=100,FailureTolerancePercentage=100",
  ].join(" ");
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
