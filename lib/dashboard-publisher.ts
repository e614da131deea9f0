import path from "node:path";
import { type aws_s3 as s3, aws_s3_deployment as deployment } from "aws-cdk-lib";
import { Construct } from "constructs";
import { HASHED_FOLDER } from "./dashboard-files.ts";
import { acknowledgeDeployment, deploymentParts } from "./deployment-function.ts";

/** What is published. */
export interface DashboardPublisherProps {
  readonly bucket: s3.Bucket;
  /** Folder of the built dashboard. */
  readonly files: string;
  /** Content of `/sign-in.json`, which may hold references that are known at deployment only. */
  readonly signIn: object;
}

/** MB. Another size than the templates' publisher has, so that it is a function with rights of its own. */
const MEMORY = 1024;
const YEAR = "public, max-age=31536000, immutable";

/**
 * Writes the dashboard while the stack is deployed: first what pages load, then the pages, so that no
 * page names what is not there. What an earlier version loads stays, for tabs that are open.
 */
export class DashboardPublisher extends Construct {
  constructor(scope: Construct, id: string, { bucket, files, signIn }: DashboardPublisherProps) {
    super(scope, id);
    const parts = deploymentParts(
      this,
      "ecr-scout: publishes the dashboard while the stack is deployed",
    );
    const common = {
      // CDK's own class does not fit its interface under exactOptionalPropertyTypes.
      destinationBucket: bucket as s3.IBucket,
      prune: false,
      retainOnDelete: true,
      memoryLimit: MEMORY,
      ...parts,
    };
    const assets = new deployment.BucketDeployment(this, "Assets", {
      ...common,
      sources: [deployment.Source.asset(path.join(files, HASHED_FOLDER))],
      destinationKeyPrefix: HASHED_FOLDER,
      cacheControl: [deployment.CacheControl.fromString(YEAR)],
    });
    const pages = new deployment.BucketDeployment(this, "Pages", {
      ...common,
      sources: [
        // Neither what is named by its content, nor the build's own notes.
        deployment.Source.asset(files, { exclude: [HASHED_FOLDER, ".vite"] }),
        deployment.Source.jsonData("sign-in.json", signIn),
      ],
      cacheControl: [deployment.CacheControl.noCache()],
    });
    pages.node.addDependency(assets);
    acknowledgeDeployment(parts.role, bucket);
  }
}
