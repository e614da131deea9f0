/** The `code` of an error of Node.js, for example `ENOENT`, whatever realm it comes from. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
