import * as z from "zod";
import { parseInput } from "../../server/parse-input.ts";
import { AwsError } from "../../service.ts";
import type { Caller, Document, Operation } from "../../service.ts";
import { invalidParameter } from "../context.ts";

/** A map of texts as the query protocol sends it: a list of keys and values. */
export const textMap = z
  .preprocess(
    (value) => (value === "" ? [] : value),
    z.array(z.object({ key: z.string(), value: z.string() })),
  )
  .transform((entries) => Object.fromEntries(entries.map(({ key, value }) => [key, value])))
  .optional();

/** Tags as the query protocol sends them. */
export const tagList = z
  .preprocess(
    (value) => (value === "" ? [] : value),
    z.array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) })),
  )
  .optional();

/** Members of every request of the query protocol. */
const PROTOCOL_MEMBERS = ["Action", "Version"];

/**
 * An operation of SNS: checks the input, refuses by name what is not simulated, and gives errors
 * the codes of SNS.
 */
export function snsOperation<Shape extends z.core.$ZodLooseShape>(
  name: string,
  shape: Shape,
  body: (input: z.output<z.ZodObject<Shape>>, caller: Caller) => Promise<Document> | Document,
): Operation {
  const schema = z.object(shape);
  const known = new Set([...Object.keys(shape), ...PROTOCOL_MEMBERS]);
  return async (raw, caller) => {
    const unknown = Object.keys(raw).filter((member) => !known.has(member));
    if (unknown.length > 0) {
      throw invalidParameter(`the simulated ${name} does not support [${unknown.join(", ")}]`);
    }
    try {
      return await body(parseInput(schema, raw, "InvalidParameter"), caller);
    } catch (error) {
      throw inSnsWords(error);
    }
  };
}

/** SNS has codes of its own for what all services refuse. */
function inSnsWords(error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  if (error.code === "AccessDeniedException") {
    return new AwsError("AuthorizationError", error.message, 403);
  }
  if (error.code === "MalformedPolicyDocument") {
    return invalidParameter(`Policy Error: ${error.message}`);
  }
  return error;
}

/** A map of texts as the query protocol answers it. */
export function mapOf(values: Readonly<Record<string, string | undefined>>): Document {
  return {
    entry: Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [{ key, value }],
    ),
  };
}
