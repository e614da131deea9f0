import { RemovalPolicy, aws_dynamodb as dynamodb } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { LambdaFunction } from "./lambda-function.ts";
import { PrivateBucket } from "./private-bucket.ts";

/** Calls of the code on the table: single items and queries, never a scan (ADR 2). */
export type TableAction =
  "GetItem" | "BatchGetItem" | "Query" | "PutItem" | "UpdateItem" | "DeleteItem";

/** MB: three read models of 1.3 GB each, which is some 800,000 images of one organization (ADR 3). */
export const READ_MODEL_DISK = 4096;

/** The write model, and the objects beside it. All of it outlives the stack. */
export class Storage extends Construct {
  readonly table: dynamodb.ITable;
  /** Layers' results, inventories and findings. What is replaced can be brought back for a week. */
  readonly blobs: PrivateBucket;
  /** Rebuilt from the write model at any time; each publication replaces a file as a whole. */
  readonly readModels: PrivateBucket;
  /** Compiled anew from their source at any time. */
  readonly advisories: PrivateBucket;

  /** @param restoredTable Name of a table to use instead of the stack's own, which stays. */
  constructor(scope: Construct, id: string, restoredTable?: string) {
    super(scope, id);
    const table = new dynamodb.Table(this, "Table", {
      partitionKey: { name: "PK", type: dynamodb.AttributeType.STRING },
      sortKey: { name: "SK", type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: "expiresAt",
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table =
      restoredTable === undefined
        ? // CDK's own class does not fit its interface under exactOptionalPropertyTypes.
          (table as dynamodb.ITable)
        : dynamodb.Table.fromTableName(this, "RestoredTable", restoredTable);
    this.blobs = new PrivateBucket(this, "Blobs", { undoDays: 7 });
    this.readModels = new PrivateBucket(this, "ReadModels");
    this.advisories = new PrivateBucket(this, "Advisories");
  }

  /** Lets a function make these calls on the table. */
  grantTable(fn: LambdaFunction, ...actions: readonly TableAction[]): void {
    fn.allow(
      actions.map((action) => `dynamodb:${action}`),
      this.table.tableArn,
    );
  }
}
