/** What a template is made of. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a value is an object (no array, not null). */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The name and argument of an object that is an intrinsic function's call. */
export function intrinsicCall(value: Json): readonly [string, Json] | undefined {
  if (!isJsonObject(value)) return undefined;
  const entries = Object.entries(value);
  const [call] = entries;
  if (call === undefined || entries.length !== 1) return undefined;
  const [name] = call;
  return name === "Ref" || name === "Condition" || name.startsWith("Fn::") ? call : undefined;
}
