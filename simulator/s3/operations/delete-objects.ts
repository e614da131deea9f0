import { XMLParser } from "fast-xml-parser";
import * as z from "zod";
import { readBody } from "../../server/request-body.ts";
import { AwsError, type Document } from "../../service.ts";
import { createBodyVerifier } from "../checksums.ts";
import { checkWriteConditions } from "../conditions.ts";
import { s3Error } from "../errors.ts";
import { requireBucket, sendEmpty, sendXml, type S3Operation } from "../request.ts";

/** A thousand keys of a kilobyte, with their tags. */
const LARGEST_BODY = 2 * 1024 * 1024;

const schema = z.object({
  Delete: z.object({
    Quiet: z.string().optional(),
    Object: z
      .array(z.object({ Key: z.string().min(1), VersionId: z.never().optional() }))
      .min(1)
      .max(1000),
  }),
});

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => name === "Object",
});

/** DeleteObject: succeeds whether or not the object exists. */
export const deleteObject: S3Operation = (context, s3) => {
  requireBucket(context, s3, "s3:DeleteObject", s3.key);
  context.objects.delete(s3.bucketName, s3.key, (existing) => {
    checkWriteConditions(s3.request.headers, existing);
  });
  sendEmpty(s3.response, 204);
  return Promise.resolve();
};

/**
 * DeleteObjects: up to a thousand keys; each that may not be deleted is named.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export const deleteObjects: S3Operation = async (context, s3) => {
  context.buckets.get(s3.bucketName);
  const verifier = createBodyVerifier(s3.request.headers);
  const body = await readBody(s3.request, LARGEST_BODY);
  verifier.update(body);
  verifier.finish(new Map());
  const parsed = schema.safeParse(parser.parse(body.toString()));
  if (!parsed.success) {
    throw s3Error("MalformedXML", "The XML you provided was not well-formed or did not validate.");
  }
  const { Object: entries, Quiet } = parsed.data.Delete;
  const Deleted: Document[] = [];
  const failures: Document[] = [];
  for (const { Key } of entries) {
    try {
      requireBucket(context, s3, "s3:DeleteObject", Key);
      context.objects.delete(s3.bucketName, Key, () => undefined);
      Deleted.push({ Key });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failures.push({ Key, Code: "AccessDenied", Message: error.message });
    }
  }
  sendXml(s3.response, "DeleteResult", {
    ...(Quiet === "true" ? {} : { Deleted }),
    Error: failures,
  });
};
