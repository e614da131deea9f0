import { createHash } from "node:crypto";
import * as z from "zod";
import { sqsError } from "./errors.ts";

/** A message attribute as it travels; binary values are base64. */
export const messageAttribute = z.object({
  DataType: z.string().min(1),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
/** The attributes of one message by name. */
export const messageAttributes = z.record(z.string(), messageAttribute);
/** The attributes of one message by name. */
export type MessageAttributes = z.output<typeof messageAttributes>;

/** The hexadecimal MD5 of a text in UTF-8. */
export function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

function lengthPrefixed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/**
 * MD5OfMessageAttributes: by name, each name, type, kind of value and value, with lengths.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 *
 * @throws AwsError InvalidParameterValue for an attribute without its value.
 */
export function md5OfAttributes(attributes: MessageAttributes): string {
  const hash = createHash("md5");
  for (const name of Object.keys(attributes).sort()) {
    const { DataType = "", StringValue, BinaryValue } = attributes[name] ?? {};
    const binary = DataType.startsWith("Binary");
    const value = binary ? BinaryValue : StringValue;
    if (!/^(?:String|Number|Binary)/u.test(DataType) || value === undefined || value === "") {
      throw sqsError(
        "InvalidParameterValue",
        `The message attribute '${name}' must contain a type and a non-empty value.`,
      );
    }
    hash.update(lengthPrefixed(Buffer.from(name)));
    hash.update(lengthPrefixed(Buffer.from(DataType)));
    hash.update(Buffer.of(binary ? 2 : 1));
    hash.update(lengthPrefixed(Buffer.from(value, binary ? "base64" : "utf8")));
  }
  return hash.digest("hex");
}

/** What a message counts towards the size limit: body, and names, types and values of attributes. */
export function messageSize(body: string, attributes: MessageAttributes): number {
  const ofAttributes = Object.entries(attributes).map(([name, attribute]) =>
    Buffer.byteLength(
      name + attribute.DataType + (attribute.StringValue ?? attribute.BinaryValue ?? ""),
    ),
  );
  return ofAttributes.reduce((sum, size) => sum + size, Buffer.byteLength(body));
}
