import { type Brand, DEFAULT_BRAND } from "../core/contract/brand.ts";

/** The brand whose customers were promised these resources; an operator may set their own. */
export const DOCKER_SCOUT = DEFAULT_BRAND;
/** The same product under another name. */
export const IECHOR_SCOUT: Brand = { name: "iEchor Scout", prefix: "iEchorScout" };
/** Those whose templates are committed. */
export const COMMITTED_BRANDS: readonly Brand[] = [DOCKER_SCOUT, IECHOR_SCOUT];

/** Name that a customer's stack has unless they change it, for example `DockerScoutECRIntegration`. */
export function customerStackName({ prefix }: Pick<Brand, "prefix">): string {
  return `${prefix}ECRIntegration`;
}

/** The letters and digits of a brand's name: `iEchor Scout` gives `iEchorScout`. */
export function brandPrefixOf(name: string): string {
  return name.normalize("NFKD").replaceAll(/[^A-Za-z0-9]/g, "");
}

/** As a stack's name begins: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
const PREFIX = /^[A-Za-z][A-Za-z0-9]{0,63}$/;
/** What IAM takes in a description, short enough for every sentence that names the brand. */
const NAME = /^[\x20-\x7e\xa1-\xff]{1,64}$/;

/** @throws Error when AWS would refuse the brand in a logical ID or in a description */
export function checkBrand({ name, prefix }: Pick<Brand, "name" | "prefix">): void {
  if (!PREFIX.test(prefix)) {
    throw new Error(
      `The brand's prefix "${prefix}", the letters of its name, can't begin a logical ID: use up to 64 letters and digits, a letter first.`,
    );
  }
  if (!NAME.test(name)) {
    throw new Error(
      `The brand's name "${name}" can't be part of a role's description: use 1 to 64 printable Latin-1 characters.`,
    );
  }
}
