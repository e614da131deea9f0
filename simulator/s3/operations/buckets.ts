import { parsePolicy } from "../../iam/policy-document.ts";
import { send } from "../../server/answer.ts";
import { readBody } from "../../server/request-body.ts";
import { AwsError } from "../../service.ts";
import { s3Error } from "../errors.ts";
import { requireBucket, requireCaller, sendEmpty, sendXml, type S3Operation } from "../request.ts";

/** A policy has 20 KB at most; a bucket's configuration is shorter. */
const LARGEST_BODY = 64 * 1024;

/** ListBuckets. */
export const listBuckets: S3Operation = ({ buckets, authorizer }, { caller, response }) => {
  const owner = requireCaller(caller);
  authorizer.authorize(owner, "s3:ListAllMyBuckets", "*");
  sendXml(response, "ListAllMyBucketsResult", {
    Owner: { ID: owner.accountId },
    Buckets: {
      Bucket: buckets
        .list(owner.accountId)
        .map(({ name, createdAt }) => ({ Name: name, CreationDate: createdAt.toISOString() })),
    },
  });
  return Promise.resolve();
};

/** CreateBucket in the simulator's Region. In us-east-1 creating one's own again succeeds. */
export const createBucket: S3Operation = async (context, { request, response, ...s3 }) => {
  const { buckets, authorizer, region } = context;
  const caller = requireCaller(s3.caller);
  authorizer.authorize(caller, "s3:CreateBucket", `arn:aws:s3:::${s3.bucketName}`);
  const body = (await readBody(request, LARGEST_BODY)).toString();
  const constraint = /<LocationConstraint>([^<]*)<\/LocationConstraint>/u.exec(body)?.[1];
  if ((constraint ?? "us-east-1") !== region) {
    throw s3Error(
      "IllegalLocationConstraintException",
      `The ${constraint ?? "unspecified"} location constraint is incompatible for the region ${region}.`,
    );
  }
  const owned = buckets.find(s3.bucketName)?.accountId === caller.accountId;
  if (!(owned && region === "us-east-1")) buckets.create(caller.accountId, s3.bucketName);
  sendEmpty(response, 200, { location: `/${s3.bucketName}` });
};

/** HeadBucket. */
export const headBucket: S3Operation = (context, s3) => {
  requireBucket(context, s3, "s3:ListBucket");
  sendEmpty(s3.response, 200, { "x-amz-bucket-region": context.region });
  return Promise.resolve();
};

/** DeleteBucket: empty ones only. */
export const deleteBucket: S3Operation = (context, s3) => {
  requireBucket(context, s3, "s3:DeleteBucket");
  if (context.objects.list(s3.bucketName, "", false, 1).length > 0) {
    throw s3Error("BucketNotEmpty", "The bucket you tried to delete is not empty");
  }
  context.buckets.delete(s3.bucketName);
  sendEmpty(s3.response, 204);
  return Promise.resolve();
};

/** GetBucketLocation: us-east-1 is the empty text. */
export const getBucketLocation: S3Operation = (context, s3) => {
  requireBucket(context, s3, "s3:GetBucketLocation");
  const location = context.region === "us-east-1" ? "" : context.region;
  const xmlns = "http://s3.amazonaws.com/doc/2006-03-01/";
  const body = `<LocationConstraint xmlns="${xmlns}">${location}</LocationConstraint>`;
  send(s3.response, 200, "application/xml", body);
  return Promise.resolve();
};

/**
 * PutBucketPolicy. A policy for everybody opens the bucket: the simulator has no block of public
 * access.
 */
export const putBucketPolicy: S3Operation = async (context, s3) => {
  requireBucket(context, s3, "s3:PutBucketPolicy");
  const policy = (await readBody(s3.request, LARGEST_BODY)).toString();
  try {
    parsePolicy(policy, "resource");
  } catch (error) {
    if (error instanceof AwsError) throw s3Error("MalformedPolicy", error.message);
    throw error;
  }
  context.buckets.setPolicy(s3.bucketName, policy);
  sendEmpty(s3.response, 204);
};

/** GetBucketPolicy. */
export const getBucketPolicy: S3Operation = (context, s3) => {
  const { policy } = requireBucket(context, s3, "s3:GetBucketPolicy");
  if (policy === undefined) {
    throw s3Error("NoSuchBucketPolicy", "The bucket policy does not exist");
  }
  send(s3.response, 200, "application/json", policy);
  return Promise.resolve();
};

/** DeleteBucketPolicy. */
export const deleteBucketPolicy: S3Operation = (context, s3) => {
  requireBucket(context, s3, "s3:DeleteBucketPolicy");
  context.buckets.setPolicy(s3.bucketName, undefined);
  sendEmpty(s3.response, 204);
  return Promise.resolve();
};
