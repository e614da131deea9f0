/** A product name that customers see: its letters prefix the rules and the stack's name. */
export interface Brand {
  /** As people read it, for example `Docker Scout`. */
  readonly name: string;
  /** Letters and digits only, for logical IDs, for example `DockerScout`. */
  readonly prefix: string;
}

/** The brand whose customers were promised these resources; an operator may set their own. */
export const DOCKER_SCOUT: Brand = { name: "Docker Scout", prefix: "DockerScout" };

/** Name that a customer's stack has unless they change it, for example `DockerScoutECRIntegration`. */
export function customerStackName(brand: Brand): string {
  return `${brand.prefix}ECRIntegration`;
}

/** As a stack's name begins: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
const PREFIX = /^[A-Za-z][A-Za-z0-9]{0,63}$/;
/** What IAM takes in a description, short enough for every sentence that names the brand. */
const NAME = /^[\x20-\x7e\xa1-\xff]{1,64}$/;

/** @throws Error when AWS would refuse the brand in a logical ID or in a description */
export function checkBrand({ name, prefix }: Brand): void {
  if (!PREFIX.test(prefix)) {
    throw new Error(
      `The brand's prefix "${prefix}" can't begin a logical ID: use up to 64 letters and digits, a letter first.`,
    );
  }
  if (!NAME.test(name)) {
    throw new Error(
      `The brand's name "${name}" can't be part of a role's description: use 1 to 64 printable Latin-1 characters.`,
    );
  }
}
