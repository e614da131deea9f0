import { AwsError } from "../service.ts";

/** A role of the simulated account. */
export interface Role {
  readonly accountId: string;
  readonly name: string;
  /** `/` or `/some/path/`. */
  readonly path: string;
  readonly arn: string;
  /** `AROA…`: what other policies hold in place of its ARN, gone with it. */
  readonly id: string;
  /** JSON; ARNs of roles are held as their ids. */
  readonly trustPolicy: string;
  readonly description: string | undefined;
  /** Seconds, 3,600 to 43,200. */
  readonly maxSessionDuration: number;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly createdAt: Date;
}

/** What a new role is made of. */
export interface NewRole {
  readonly name: string;
  readonly path?: string | undefined;
  /** JSON, as given to CreateRole. */
  readonly trustPolicy: string;
  readonly description?: string | undefined;
  readonly maxSessionDuration?: number | undefined;
  readonly tags?: Role["tags"] | undefined;
}

/**
 * Checks what IAM checks of a name and path.
 *
 * @throws AwsError ValidationException
 */
export function checkRoleNames(name: string, path: string): void {
  if (!/^[\w+=,.@-]{1,64}$/u.test(name)) {
    throw new AwsError("ValidationException", `The role name ${name} is not valid`);
  }
  if (!/^\/(?:[!-.0-~]+\/)*$/u.test(path) || path.length > 512) {
    throw new AwsError("ValidationException", `The path ${path} must begin and end with /`);
  }
}

/** The error for a role that does not exist. */
export function noSuchRole(name: string): AwsError {
  return new AwsError("NoSuchEntity", `The role with name ${name} cannot be found.`, 404);
}
