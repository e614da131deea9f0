import { describe, expect, test } from "@jest/globals";
import { Match } from "aws-cdk-lib/assertions";
import type { Synthesized } from "./synthesized.ts";

/** Table and buckets: what is kept, how, and who gets at it. */
export function describeStorage({ template, resources, ofType }: Synthesized): void {
  const table = template.findResources("AWS::DynamoDB::Table");

  describe("the table", () => {
    test("is the one of ADR 2, on demand", () => {
      expect(Object.values(table)).toHaveLength(1);
      template.hasResourceProperties("AWS::DynamoDB::Table", {
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [
          { AttributeName: "PK", KeyType: "HASH" },
          { AttributeName: "SK", KeyType: "RANGE" },
        ],
        TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
        GlobalSecondaryIndexes: Match.absent(),
        StreamSpecification: Match.absent(),
      });
    });

    test("can be restored, and is deleted by nobody", () => {
      template.hasResource("AWS::DynamoDB::Table", {
        DeletionPolicy: "Retain",
        UpdateReplacePolicy: "Retain",
        Properties: {
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          DeletionProtectionEnabled: true,
        },
      });
    });
  });

  const stateful = Object.entries(resources).filter(([, { Type }]) =>
    ["AWS::DynamoDB::Table", "AWS::S3::Bucket"].includes(Type),
  );

  // Another ID is another resource: what the old one holds would be left behind.
  test("what holds data keeps its logical ID", () => {
    expect(stateful.map(([id]) => id).sort()).toEqual([
      expect.stringMatching(/^DashboardSiteFilesBucket/),
      "StorageAdvisoriesBucketE8832D55",
      "StorageBlobsBucket4AA457C9",
      "StorageReadModelsBucket4D944868",
      "StorageTableB43FDCE7",
      "TemplateBucket91CC9D67",
    ]);
  });

  test.each(stateful)("%s outlives the stack", (_id, resource) => {
    expect(resource).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
  });

  const buckets = template.findResources("AWS::S3::Bucket");
  const policies = template.findResources("AWS::S3::BucketPolicy");
  const statementsOf = (bucket: string): readonly Record<string, unknown>[] => {
    const own = Object.values(policies).filter(
      ({ Properties }) => (Properties as { Bucket: { Ref: string } }).Bucket.Ref === bucket,
    );
    return own.flatMap(
      ({ Properties }) =>
        (Properties as { PolicyDocument: { Statement: Record<string, unknown>[] } }).PolicyDocument
          .Statement,
    );
  };

  describe.each(Object.keys(buckets))("bucket %s", (id) => {
    const properties = (buckets[id] as { Properties: unknown } | undefined)?.Properties;

    test("is encrypted, without ACLs, and loses unfinished uploads", () => {
      expect(properties).toMatchObject({
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } },
          ],
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
        LifecycleConfiguration: {
          Rules: expect.arrayContaining([
            expect.objectContaining({
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
              Status: "Enabled",
            }),
          ]),
        },
      });
    });

    test("refuses whatever comes without TLS 1.2", () => {
      const denials = statementsOf(id).filter(({ Effect }) => Effect === "Deny");
      expect(denials.map(({ Condition }) => Condition)).toEqual([
        { Bool: { "aws:SecureTransport": "false" } },
        { NumericLessThan: { "s3:TlsVersion": 1.2 } },
      ]);
    });

    test("is open to the public nowhere but at templates/*, and to CloudFront as the site", () => {
      const allowed = statementsOf(id).filter(({ Effect }) => Effect === "Allow");
      const isTemplates = id.startsWith("TemplateBucket");
      const from = (keys: string) => ({
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: { "Fn::Join": ["", [{ "Fn::GetAtt": [id, "Arn"] }, keys]] },
      });
      const templates = {
        ...from("/templates/*"),
        Sid: "PublicTemplates",
        Principal: { AWS: "*" },
      };
      const site = {
        ...from("/*"),
        Principal: { Service: "cloudfront.amazonaws.com" },
        Condition: { StringEquals: { "AWS:SourceArn": expect.anything() } },
      };
      const isSite = id.startsWith("DashboardSite");
      expect(allowed).toEqual([...(isTemplates ? [templates] : []), ...(isSite ? [site] : [])]);
      expect(properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          ...(isTemplates ? {} : { BlockPublicPolicy: true, RestrictPublicBuckets: true }),
        },
      });
    });
  });

  test("only what can't be made again keeps replaced objects, and for a week", () => {
    const versioned = ofType("AWS::S3::Bucket").filter(
      ([, properties]) => properties["VersioningConfiguration"] !== undefined,
    );
    expect(versioned.map(([id]) => id)).toEqual([expect.stringMatching(/^StorageBlobs/)]);
    expect(versioned[0]?.[1]).toMatchObject({
      LifecycleConfiguration: {
        Rules: expect.arrayContaining([
          expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 7 } }),
        ]),
      },
    });
  });
}
