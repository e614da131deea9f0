import { createHash } from "node:crypto";
import { Aws, Duration, RemovalPolicy, Stack, aws_iam as iam, aws_s3 as s3 } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { Brand } from "../core/contract/brand.ts";
import { templateNameOf } from "../core/contract/template-name.ts";
import { acknowledge } from "./acknowledge.ts";
import { customerTemplates } from "./customer-templates.ts";
import { TemplatePublisher } from "./template-publisher.ts";

/** Prefix of what everybody may read. */
const PUBLIC_PREFIX = "templates/";
/**
 * What stands in the rendered templates for what is known at deployment only. Tokens can't:
 * a template is rendered by an app of its own, where `AWS::AccountId` is the customer's.
 */
const PLACEHOLDERS = {
  trustedAccountId: "@TRUSTED-ACCOUNT-ID@",
  eventEndpoint: "@EVENT-ENDPOINT@",
} as const;

/** What is published, and for whom. */
export interface TemplateBucketProps {
  /** Where the API is reached, without `/v1`. */
  readonly publicUrl: string;
  readonly brand: Brand;
}

/**
 * The bucket that customers' CloudFormation reads the templates from. Whoever launches a stack
 * reads it as themselves, so `templates/*` is public; nothing else ever is.
 *
 * The folder is named by what is in all of them, so that they stand side by side, and earlier
 * ones stay: a link that somebody was sent shows what it showed.
 */
export class TemplateBucket extends Construct {
  readonly bucket: s3.Bucket;
  /** Of the template with the layout `current` and events; the brand's others are beside it. */
  readonly templateUrl: string;

  constructor(scope: Construct, id: string, props: TemplateBucketProps) {
    super(scope, id);
    this.bucket = this.#bucket();
    const texts = templatesFor(props);
    const folder = digestOf(Stack.of(this), texts);
    new TemplatePublisher(this, "Publisher", {
      bucket: this.bucket,
      prefix: PUBLIC_PREFIX,
      texts: new Map([...texts].map(([name, text]) => [`${folder}/${name}`, text])),
    });
    const name = templateNameOf(props.brand.name, { layout: "current", delivery: "events" });
    this.templateUrl = `https://${this.bucket.bucketName}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}/${PUBLIC_PREFIX}${folder}/${name}`;
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

/** File name → text, as this deployment fills it in. */
function templatesFor({ publicUrl, brand }: TemplateBucketProps): ReadonlyMap<string, string> {
  return new Map(
    [...customerTemplates(brand, PLACEHOLDERS)].map(([name, rendered]) => [
      name,
      rendered
        .replaceAll(PLACEHOLDERS.trustedAccountId, Aws.ACCOUNT_ID)
        .replaceAll(PLACEHOLDERS.eventEndpoint, `${publicUrl}/v1/events`),
    ]),
  );
}

/** With the references as CloudFormation will see them: equal digests have equal texts. */
function digestOf(stack: Stack, texts: ReadonlyMap<string, string>): string {
  const content = JSON.stringify(stack.resolve([...texts]));
  return createHash("sha256").update(content).digest("hex");
}
