import { Construct } from "constructs";
import type { Brand } from "../core/contract/brand.ts";
import type { ApiEnv } from "../lambdas/api/env.ts";
import type { Identity } from "./identity.ts";
import { LambdaFunction } from "./lambda-function.ts";
import { READ_MODEL_DISK, type Storage } from "./storage.ts";
import type { WorkQueue } from "./work-queue.ts";

/** Seconds: what API Gateway waits for. */
const TIMEOUT = 29;

/** What the api function needs. */
export interface ApiProps {
  readonly storage: Storage;
  /** Queue of images to look at. */
  readonly analysis: WorkQueue;
  /** Queue of the read model's changes. */
  readonly readModel: WorkQueue;
  /** Queue of registries and repositories to look at. */
  readonly reconcile: WorkQueue;
  /** Queue of integrations to check, and of keys to renew. */
  readonly check: WorkQueue;
  /** By whom people sign in. */
  readonly identity: Identity;
  /** Where the API is reached, without `/v1`. */
  readonly publicUrl: string;
  /** Of the published customer template, beside which its other forms are. */
  readonly templateUrl: string;
  readonly templateVersion: string;
  readonly brand: Brand;
}

/** The function behind the HTTP API. */
export class Api extends Construct {
  readonly function: LambdaFunction<typeof ApiEnv>;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    const { storage, analysis, readModel, reconcile, check } = props;
    this.function = new LambdaFunction<typeof ApiEnv>(this, "Function", {
      name: "api",
      description: "answers the HTTP API",
      // One whole processor: people wait for its answers.
      memory: 1769,
      timeout: TIMEOUT,
      disk: READ_MODEL_DISK,
      environment: {
        TABLE_NAME: storage.table.tableName,
        BLOB_BUCKET_NAME: storage.blobs.name,
        READ_MODEL_BUCKET_NAME: storage.readModels.name,
        READ_MODEL_QUEUE_URL: readModel.url,
        ANALYSIS_QUEUE_URL: analysis.url,
        RECONCILE_QUEUE_URL: reconcile.url,
        CHECK_QUEUE_URL: check.url,
        WORK_DIRECTORY: "/tmp/api",
        PUBLIC_URL: props.publicUrl,
        TEMPLATE_URL: props.templateUrl,
        TEMPLATE_VERSION: props.templateVersion,
        BRAND: JSON.stringify(props.brand),
        OIDC_ISSUER: props.identity.issuer,
        OIDC_AUDIENCE: props.identity.audience,
      },
    });
    storage.grantTable(this.function, "GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem");
    storage.blobs.grant(this.function, "read");
    storage.readModels.grant(this.function, "read");
    for (const queue of [analysis, readModel, reconcile, check]) queue.grantSend(this.function);
  }
}
