import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { send } from "../server/answer.ts";
import { BROWSER_SCRIPT } from "./browser-script.ts";

const ASSETS: ReadonlyMap<string, readonly [type: string, text: string]> = new Map([
  [
    "/console.css",
    ["text/css; charset=utf-8", readFileSync(new URL("console.css", import.meta.url), "utf8")],
  ],
  ["/console.js", ["text/javascript; charset=utf-8", BROWSER_SCRIPT]],
]);

/** Answers the console's own style sheet and script. @returns whether it was one of them */
export function answerAsset(
  path: string,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): boolean {
  const asset = ASSETS.get(path);
  if (asset === undefined) return false;
  send(response, 200, ...asset, headers);
  return true;
}
