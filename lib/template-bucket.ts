import { createHash } from "node:crypto";
import { Aws, Duration, RemovalPolicy, Stack, aws_iam as iam, aws_s3 as s3 } from "aws-cdk-lib";
import { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";
import { customerTemplates } from "./customer-templates.ts";
import { TemplatePublisher } from "./template-publisher.ts";

/** Prefix of what everybody may read. */
const PUBLIC_PREFIX = "templates/";
/** Of the templates, the one that integrations' links lead to. */
const TEMPLATE = "docker-scout.yaml";

/**
 * What stands in the rendered templates for what is known at deployment only. Tokens can't:
 * a template is rendered by an app of its own, where `AWS::AccountId` is the customer's.
 */
const PLACEHOLDERS = {
  trustedAccountId: "@TRUSTED-ACCOUNT-ID@",
  eventEndpoint: "@EVENT-ENDPOINT@",
} as const;

/**
 * The bucket that customers' CloudFormation reads the template from. Whoever launches a stack
 * reads it as themselves, so `templates/*` is public; nothing else ever is.
 *
 * Names are made from the content, and earlier templates stay: a link that somebody was sent
 * shows what it showed.
 */
export class TemplateBucket extends Construct {
  readonly bucket: s3.Bucket;
  /** Of the template, as quick-create links carry it. */
  readonly templateUrl: string;

  /** @param publicUrl Where the API is reached, without `/v1`. */
  constructor(scope: Construct, id: string, { publicUrl }: { readonly publicUrl: string }) {
    super(scope, id);
    this.bucket = this.#bucket();
    const templates = templatesFor(Stack.of(this), publicUrl);
    new TemplatePublisher(this, "Publisher", {
      bucket: this.bucket,
      prefix: PUBLIC_PREFIX,
      texts: new Map(templates.map(({ key, text }) => [key, text])),
    });
    const { key = "" } = templates.find(({ name }) => name === TEMPLATE) ?? {};
    this.templateUrl = `https://${this.bucket.bucketName}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}/${PUBLIC_PREFIX}${key}`;
  }

  #bucket(): s3.Bucket {
    const bucket = new s3.Bucket(this, "Bucket", {
      // ACLs stay blocked; the policy below is the only way in.
      blockPublicAccess: new s3.BlockPublicAccess({
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: false,
        restrictPublicBuckets: false,
      }),
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        { id: "incomplete-uploads", abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: "PublicTemplates",
        principals: [new iam.AnyPrincipal()],
        actions: ["s3:GetObject"],
        resources: [bucket.arnForObjects(`${PUBLIC_PREFIX}*`)],
      }),
    );
    acknowledge(
      bucket,
      "AwsSolutions-S2",
      "CloudFormation reads a template as the customer who launches it. The policy opens templates/* for reading and nothing else; ACLs stay blocked.",
    );
    acknowledge(
      bucket,
      "AwsSolutions-S1",
      "It holds public templates only; who reads them is of no interest.",
    );
    return bucket;
  }
}

interface Template {
  /** In templates/. */
  readonly name: string;
  /** `<digest of its text>/<name>`. */
  readonly key: string;
  /** As this deployment fills it in. */
  readonly text: string;
}

function templatesFor(stack: Stack, publicUrl: string): readonly Template[] {
  return [...customerTemplates(PLACEHOLDERS)].map(([name, rendered]) => {
    const text = rendered
      .replaceAll(PLACEHOLDERS.trustedAccountId, Aws.ACCOUNT_ID)
      .replaceAll(PLACEHOLDERS.eventEndpoint, `${publicUrl}/v1/events`);
    // With the references as CloudFormation will see them: equal digests have equal texts.
    const content = JSON.stringify(stack.resolve(text));
    const digest = createHash("sha256").update(content).digest("hex");
    return { name, key: `${digest}/${name}`, text };
  });
}
