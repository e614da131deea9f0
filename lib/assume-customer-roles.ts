import { Aws } from "aws-cdk-lib";
import { CUSTOMER_ROLE_PATH } from "../core/contract/customer-stack.ts";
import { acknowledgeResource } from "./acknowledge.ts";
import type { LambdaFunction } from "./lambda-function.ts";

/** Lets a function assume the roles of customers' stacks, and no other role of any account. */
export function allowCustomerRoles(fn: LambdaFunction): void {
  const path = `iam::*:role${CUSTOMER_ROLE_PATH}*`;
  fn.allow(["sts:AssumeRole"], `arn:${Aws.PARTITION}:${path}`);
  acknowledgeResource(
    fn.role,
    `arn:<AWS::Partition>:${path}`,
    "Customers' accounts and the names of their roles are data. The path is our template's, and each role decides by its trust policy and external ID whom it lets in.",
  );
}
