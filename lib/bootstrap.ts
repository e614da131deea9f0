import { Construct } from "constructs";
import type { BootstrapEnv } from "../lambdas/bootstrap/env.ts";
import type { Identity } from "./identity.ts";
import { LambdaFunction } from "./lambda-function.ts";
import type { Storage } from "./storage.ts";

/** What the function needs. */
export interface BootstrapProps {
  readonly storage: Storage;
  /** By whom people sign in. */
  readonly identity: Identity;
}

/** The function by which an operator creates organizations and their first members. */
export class Bootstrap extends Construct {
  readonly function: LambdaFunction<typeof BootstrapEnv>;

  constructor(scope: Construct, id: string, { storage, identity }: BootstrapProps) {
    super(scope, id);
    this.function = new LambdaFunction<typeof BootstrapEnv>(this, "Function", {
      name: "bootstrap",
      description: "creates an organization with its first members, for an operator",
      memory: 512,
      timeout: 30,
      environment: { TABLE_NAME: storage.table.tableName, OIDC_ISSUER: identity.issuer },
    });
    storage.grantTable(this.function, "GetItem", "PutItem");
  }
}
