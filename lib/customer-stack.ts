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
import type { Brand } from "../core/contract/brand.ts";
import type { Layout } from "../core/contract/vocabulary.ts";
import { checkBrand, customerStackName } from "./customer-brand.ts";
import { type CustomerRoles, customerRoles } from "./customer-ecr-access.ts";
import { eventDelivery } from "./customer-event-delivery.ts";
import { eventRules } from "./customer-event-rules.ts";
import { completeResource, setupResource } from "./customer-handshake.ts";
import { maintenancePolicy } from "./customer-maintenance.ts";
import { type Audience, type CustomerDefaults, customerParameters } from "./customer-parameters.ts";
import { setupTopic } from "./customer-topic.ts";

/**
 * What the Region of a customer has. CloudFormation, and StackSets even under a false
 * Condition, refuse a type that a Region does not know: each set has a template of its own.
 */
export interface RegionCapabilities {
  /** `AWS::Events::ApiDestination`. Without it nothing is sent, and no key is needed: listings find the images. */
  readonly apiDestinations: boolean;
  /** `AWS::ECR::PullTimeUpdateExclusion`. */
  readonly pullTimeExclusion: boolean;
}

/** What a customer's template is made from. */
export interface CustomerStackProps {
  readonly brand: Brand;
  readonly layout: Layout;
  readonly capabilities: RegionCapabilities;
  /** Goes up with each change that a connected customer should take over. */
  readonly templateVersion: string;
  /** One registry, if absent. */
  readonly audience?: Audience;
  /** Of the deployment that publishes the template; without them people fill the fields in. */
  readonly defaults?: CustomerDefaults;
}

/**
 * The stack that a customer launches in their own account: an ECR push or delete
 * becomes a call of our API, and our role may read their images. Plain resources
 * only (no transforms, no nested stacks), so that a StackSet can carry it.
 *
 * Order of creation: topic → its policy and subscription → secret and roles → ScoutSetup, which
 * waits for our key → Connection → ApiDestination → rules → MaintenancePolicy → ScoutComplete.
 */
export class CustomerStack extends Stack {
  constructor(scope: Construct, id: string, props: CustomerStackProps) {
    const { brand, layout, capabilities, templateVersion } = props;
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
      audience: props.audience ?? "registry",
    });
    const topic = setupTopic(this, parameters.setupEndpoint);
    const secret = capabilities.apiDestinations ? this.#secret(brand) : undefined;
    const roles = customerRoles(this, { brand, layout, parameters, topic, secret });
    const setup = setupResource(this, { parameters, topic, roles, secret, templateVersion });

    const { eventEndpoint } = parameters;
    const delivery =
      eventEndpoint && secret && eventDelivery(this, { brand, eventEndpoint, secret, setup });
    const rules = delivery ? eventRules(this, brand, layout, delivery) : [];
    const policy = maintenancePolicy(this, { role: roles.ecrAccess, delivery, rules });

    const last = [setup, policy];
    if (capabilities.pullTimeExclusion) {
      last.push(
        // Our pulls must not keep images alive under the customer's lifecycle rules.
        new ecr.CfnPullTimeUpdateExclusion(this, "PullTimeExclusion", {
          principalArn: roles.ecrAccess.attrArn,
        }),
      );
    }
    completeResource(this, { topic, delivery, rules, templateVersion, after: last });
    this.#outputs(props, roles, secret);
  }

  #secret(brand: Brand): secretsmanager.CfnSecret {
    return new secretsmanager.CfnSecret(this, "ScoutAPICredentials", {
      // No value: ScoutSetup lets us fill it in, and no update of the stack can overwrite it.
      description: `Holds the key with which EventBridge sends events to ${brand.name}.`,
    });
  }

  #outputs(
    { brand, templateVersion }: CustomerStackProps,
    roles: CustomerRoles,
    secret: secretsmanager.CfnSecret | undefined,
  ): void {
    const output = (id: string, description: string, value: string) =>
      new CfnOutput(this, id, { description, value });
    output(
      "Registry",
      `The registry that this stack integrates with ${brand.name}.`,
      Fn.sub("${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}"),
    );
    output(
      "EcrAccessRoleArn",
      `The role that ${brand.name} assumes to read your images.`,
      roles.ecrAccess.attrArn,
    );
    if (roles.setup) {
      output(
        "SetupRoleArn",
        `The role that ${brand.name} assumes to write the key of this integration.`,
        roles.setup.attrArn,
      );
    }
    if (secret) {
      output(
        "CredentialsSecretArn",
        `The secret into which ${brand.name} wrote the key of this integration.`,
        secret.ref,
      );
    }
    output(
      "TemplateVersion",
      "The version of the template that this stack was last updated with.",
      templateVersion,
    );
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
