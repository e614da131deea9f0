import type { IncomingMessage } from "node:http";
import { AwsError } from "../service.ts";

/** DynamoDB's BatchWriteItem takes 16 MB; no other operation of a JSON or query service takes more. */
const LARGEST_BODY = 17 * 1024 * 1024;

/**
 * Reads a request's whole body.
 *
 * @throws AwsError RequestEntityTooLarge
 */
export async function readBody(request: IncomingMessage, limit = LARGEST_BODY): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      throw new AwsError("RequestEntityTooLarge", `The body is longer than ${limit} bytes`, 413);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
