import { isJsonObject } from "./json.ts";
import type { Json } from "./json.ts";
import { validationError } from "./validation-error.ts";

/** Which value of a secret a dynamic reference means. */
export interface SecretReference {
  readonly secretId: string;
  readonly jsonKey: string | undefined;
  readonly versionStage: string | undefined;
  readonly versionId: string | undefined;
}

/** Reads a secret's SecretString. */
export type ReadSecret = (reference: SecretReference) => Promise<string>;

/**
 * Replaces `{{resolve:secretsmanager:…}}` in all texts of a resource's properties.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 * @throws AwsError ValidationError for other services, or a key that the secret does not have
 */
export async function resolveDynamicReferences(value: Json, read: ReadSecret): Promise<Json> {
  if (typeof value === "string") return inText(value, read);
  if (Array.isArray(value)) {
    return Promise.all(value.map((item: Json) => resolveDynamicReferences(item, read)));
  }
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(
    async ([key, member]) => [key, await resolveDynamicReferences(member, read)] as const,
  );
  return Object.fromEntries<Json>(await Promise.all(members));
}

async function inText(text: string, read: ReadSecret): Promise<string> {
  let resolved = "";
  let end = 0;
  for (const match of text.matchAll(/\{\{resolve:([^}]+)\}\}/g)) {
    const [whole, body = ""] = match;
    resolved += text.slice(end, match.index) + (await valueOf(body, read));
    end = match.index + whole.length;
  }
  return resolved + text.slice(end);
}

async function valueOf(body: string, read: ReadSecret): Promise<string> {
  const reference = parse(body);
  const secret = await read(reference);
  if (reference.jsonKey === undefined) return secret;
  const parsed = parseJson(secret);
  const value =
    isJsonObject(parsed) && Object.hasOwn(parsed, reference.jsonKey)
      ? parsed[reference.jsonKey]
      : undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw validationError("Could not find a value associated with JSONKey in SecretString");
}

function parse(body: string): SecretReference {
  const [service, ...rest] = body.split(":");
  if (service !== "secretsmanager") {
    throw validationError(
      `The simulated CloudFormation resolves secretsmanager only, not {{resolve:${body}}}`,
    );
  }
  const idLength = rest[0] === "arn" ? 7 : 1;
  const secretId = rest.slice(0, idLength).join(":");
  const [kind = "", jsonKey = "", versionStage = "", versionId = ""] = rest.slice(idLength);
  if (secretId === "" || (kind !== "" && kind !== "SecretString")) {
    throw validationError(`Incorrect format is used in the following reference: [${body}]`);
  }
  return {
    secretId,
    jsonKey: optional(jsonKey),
    versionStage: optional(versionStage),
    versionId: optional(versionId),
  };
}

function optional(text: string): string | undefined {
  return text === "" ? undefined : text;
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw validationError("Could not parse SecretString JSON");
  }
}
