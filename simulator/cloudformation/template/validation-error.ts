import { AwsError } from "../../service.ts";

/** CloudFormation's answer to a template or request that it does not take. */
export function validationError(message: string): AwsError {
  return new AwsError("ValidationError", message);
}
