import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { readSettings } from "../lib/backend-settings.ts";
import { BackendStack } from "../lib/backend-stack.ts";
import { builtDashboard } from "../lib/dashboard-files.ts";

// Run by the CDK: `npm run synth`, `npx cdk deploy`. docs/operate.md says how.
const app = new App();
new BackendStack(app, "EcrScout", readSettings(app.node), {
  description: "ecr-scout: analyses the images of connected Amazon ECR registries",
  terminationProtection: true,
  dashboard: builtDashboard(),
  // Of the profile that the CDK is called with; absent where it is not called by the CDK.
  homeRegion: process.env["CDK_DEFAULT_REGION"],
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
