import { parseArn } from "../../core/integrations/aws-arn.ts";

/**
 * Region of a secret's ARN, or undefined where it is none. Checked to the letter: the Region
 * becomes a part of a host's name, and a wildcard would widen a policy.
 */
export function regionOfSecret(secretArn: string): string | undefined {
  const { service, region = "", resource = "" } = parseArn(secretArn) ?? {};
  if (service !== "secretsmanager" || !/^secret:[\w/+=.@-]+$/.test(resource)) return undefined;
  return region === "" ? undefined : region;
}
