import * as z from "zod";
import { AwsError } from "../../service.ts";
import type { Document } from "../../service.ts";
import type { ConnectionAuth } from "../model.ts";

/** Name of a header (RFC 9110 §5.6.2). */
const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,512}$/);
/** Printable ASCII, so that nothing breaks out of a header. */
const printable = z.string().regex(/^[ -~]{1,512}$/);

/** AuthParameters as far as they are simulated; OAuth and InvocationHttpParameters are refused. */
export const authParameters = z.strictObject({
  ApiKeyAuthParameters: z
    .strictObject({ ApiKeyName: headerName.optional(), ApiKeyValue: printable.optional() })
    .optional(),
  BasicAuthParameters: z
    .strictObject({ Username: printable.optional(), Password: printable.optional() })
    .optional(),
});

/**
 * The credentials of a connection; on an update what is left out stays as it was.
 * @throws AwsError ValidationException
 */
export function readAuth(
  type: string,
  parameters: z.infer<typeof authParameters>,
  existing?: ConnectionAuth,
): ConnectionAuth {
  if (type === "API_KEY") {
    const before = existing?.type === "API_KEY" ? existing : undefined;
    const given = parameters.ApiKeyAuthParameters;
    const name = given?.ApiKeyName ?? before?.name;
    const value = given?.ApiKeyValue ?? before?.value;
    if (name !== undefined && value !== undefined) return { type, name, value };
    throw new AwsError(
      "ValidationException",
      "ApiKeyAuthParameters needs ApiKeyName and ApiKeyValue.",
    );
  }
  if (type === "BASIC") {
    const before = existing?.type === "BASIC" ? existing : undefined;
    const given = parameters.BasicAuthParameters;
    const username = given?.Username ?? before?.username;
    const password = given?.Password ?? before?.password;
    if (username !== undefined && password !== undefined) return { type, username, password };
    throw new AwsError("ValidationException", "BasicAuthParameters needs Username and Password.");
  }
  throw new AwsError(
    "ValidationException",
    `The simulated EventBridge does not support the authorization type ${type}.`,
  );
}

/** What DescribeConnection shows: never the secret part. */
export function describeAuth(auth: ConnectionAuth): Document {
  return auth.type === "API_KEY"
    ? { ApiKeyAuthParameters: { ApiKeyName: auth.name } }
    : { BasicAuthParameters: { Username: auth.username } };
}
