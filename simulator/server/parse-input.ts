import type * as z from "zod";
import { AwsError, type Document } from "../service.ts";

/**
 * Checks an operation's input. Members that the schema does not name are dropped.
 *
 * @throws AwsError with `code` (ValidationException unless given), naming each wrong member.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: Document,
  code = "ValidationException",
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `${issue.path.join(".") || "input"}: ${issue.message}`,
  );
  throw new AwsError(
    code,
    `${problems.length} validation error${problems.length === 1 ? "" : "s"} detected: ${problems.join("; ")}`,
  );
}
