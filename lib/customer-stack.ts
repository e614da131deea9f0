import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  App,
  BootstraplessSynthesizer,
  CfnOutput,
  Fn,
  type IStackSynthesizer,
  Stack,
  aws_ecr as ecr,
  aws_secretsmanager as secretsmanager,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { type Brand, checkBrand, customerStackName } from "./customer-brand.ts";
import { ecrAccessRole } from "./customer-ecr-access.ts";
import { eventDelivery } from "./customer-event-delivery.ts";
import { type CustomerLayout, eventRules } from "./customer-event-rules.ts";
import { completeResource, setupResource } from "./customer-handshake.ts";
import { maintenancePolicy } from "./customer-maintenance.ts";
import { type CustomerDefaults, customerParameters } from "./customer-parameters.ts";
import { setupTopic } from "./customer-topic.ts";

/**
 * What the Region of a customer has. CloudFormation, and StackSets even under a false
 * Condition, refuse a type that a Region does not know: each set has a template of its own.
 */
export interface RegionCapabilities {
  /** `AWS::Events::ApiDestination`. Without it nothing is pushed: the listing alone finds images. */
  readonly apiDestinations: boolean;
  /** `AWS::ECR::PullTimeUpdateExclusion`. */
  readonly pullTimeExclusion: boolean;
}

/** What a customer's template is made from. */
export interface CustomerStackProps {
  readonly brand: Brand;
  readonly layout: CustomerLayout;
  readonly capabilities: RegionCapabilities;
  /** Goes up with each change that a connected customer should take over. */
  readonly templateVersion: string;
  /** Of the deployment that publishes the template; without them people fill the fields in. */
  readonly defaults?: CustomerDefaults;
}

/**
 * The stack that a customer launches in their own account: an ECR push or delete
 * becomes a call of our API, and our role may read their images. Plain resources
 * only (no transforms, no nested stacks), so that a StackSet can carry it.
 *
 * Order of creation: topic → its policy and subscription → secret and role → ScoutSetup, which
 * waits for our key → Connection → ApiDestination → rules → MaintenancePolicy → ScoutComplete.
 */
export class CustomerStack extends Stack {
  constructor(scope: Construct, id: string, props: CustomerStackProps) {
    const { brand, capabilities, templateVersion } = props;
    super(scope, id, {
      analyticsReporting: false,
      // CDK's own class does not fit its interface under exactOptionalPropertyTypes.
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
      description: `${brand.name}: analyses the images that you push to Amazon ECR in this account and Region (template ${templateVersion}).`,
    });
    const parameters = customerParameters(this, {
      brand,
      defaults: props.defaults,
      events: capabilities.apiDestinations,
    });
    const topic = setupTopic(this, parameters.setupEndpoint);
    const secret = new secretsmanager.CfnSecret(this, "ScoutAPICredentials", {
      // No value: ScoutSetup lets us fill it in, and no update of the stack can overwrite it.
      description: `Holds the key with which EventBridge sends events to ${brand.name}.`,
    });
    const role = ecrAccessRole(this, { brand, parameters, topic, secret });
    const setup = setupResource(this, { parameters, topic, role, secret, templateVersion });

    const { eventEndpoint } = parameters;
    const delivery = eventEndpoint && eventDelivery(this, { brand, eventEndpoint, secret, setup });
    const rules = delivery ? eventRules(this, brand, props.layout, delivery) : [];
    const policy = maintenancePolicy(this, { role, delivery, rules });

    const last = [setup, policy];
    if (capabilities.pullTimeExclusion) {
      last.push(
        // Our pulls must not keep images alive under the customer's lifecycle rules.
        new ecr.CfnPullTimeUpdateExclusion(this, "PullTimeExclusion", {
          principalArn: role.attrArn,
        }),
      );
    }
    completeResource(this, { topic, delivery, rules, templateVersion, after: last });
    this.#outputs(brand, templateVersion, role.attrArn, secret.ref);
  }

  #outputs(brand: Brand, templateVersion: string, roleArn: string, secretArn: string): void {
    new CfnOutput(this, "Registry", {
      description: `The registry that this stack integrates with ${brand.name}.`,
      value: Fn.sub("${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}"),
    });
    new CfnOutput(this, "EcrAccessRoleArn", {
      description: `The role that ${brand.name} assumes to read your images.`,
      value: roleArn,
    });
    new CfnOutput(this, "CredentialsSecretArn", {
      description: `The secret into which ${brand.name} wrote the key of this integration.`,
      value: secretArn,
    });
    new CfnOutput(this, "TemplateVersion", {
      description: "The version of the template that this stack was last updated with.",
      value: templateVersion,
    });
  }
}

/**
 * Renders a customer's template as CloudFormation's own tree: no construct metadata,
 * nothing that changes from one run to the next.
 *
 * @throws Error when AWS would refuse the brand in a name or a description
 */
export function renderCustomerTemplate(props: CustomerStackProps): object {
  checkBrand(props.brand);
  // An assembly of its own: inside `cdk synth` the environment names the deployment's.
  const outdir = mkdtempSync(join(tmpdir(), "customer-template-"));
  try {
    const app = new App({
      outdir,
      autoSynth: false,
      analyticsReporting: false,
      treeMetadata: false,
      // Takes a second or two; the templates are checked by tests.
      builtinCloudFormationValidation: false,
    });
    const stack = new CustomerStack(app, customerStackName(props.brand), props);
    return app.synth().getStackByName(stack.stackName).template as object;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
