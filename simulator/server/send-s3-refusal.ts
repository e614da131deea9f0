import type { ServerResponse } from "node:http";
import { send } from "./answer.ts";
import { toXml } from "./xml.ts";

/** Refuses a request to a bucket in S3's words. */
export function sendS3Refusal(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const xml = toXml({ Error: { Code: code, Message: message } });
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`;
  send(response, status, "application/xml", body, headers);
}
