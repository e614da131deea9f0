import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { API_KEY_HEADER } from "../core/contract/vocabulary.ts";
import { currentUsage, medianOf, reportUsage } from "./measurement.ts";

/**
 * Calls the bundled push-event function, one event after the other as Lambda does within
 * one instance. Arguments: path of the bundle, API key, account, Region.
 */
const [bundle = "", apiKey = "", account = "", region = ""] = process.argv.slice(2);
const WARM_UP = 100;
const CALLS = 1000;

interface Answer {
  readonly statusCode: number;
  readonly body: string;
}
type Handler = (event: object, context: object) => Promise<Answer>;

const before = performance.now();
const { handler } = (await import(pathToFileURL(bundle).href)) as { handler: Handler };
const loadMilliseconds = performance.now() - before;
const firstMilliseconds = await call(0);
for (let index = 1; index < WARM_UP; index += 1) await call(index);
const started = currentUsage();
const milliseconds: number[] = [];
for (let index = 0; index < CALLS; index += 1) milliseconds.push(await call(WARM_UP + index));
const ended = currentUsage();
reportUsage(started, {
  loadMilliseconds,
  firstMilliseconds,
  medianMilliseconds: medianOf(milliseconds),
  callsPerSecond: CALLS / (ended.wallSeconds - started.wallSeconds),
});

/** The push of an image that was never seen. @returns Milliseconds. */
async function call(index: number): Promise<number> {
  const digest = createHash("sha256").update(String(index)).digest("hex");
  const event = {
    headers: { [API_KEY_HEADER]: apiKey, "Content-Type": "application/json" },
    isBase64Encoded: false,
    body: JSON.stringify(imageAction(`sha256:${digest}`)),
  };
  const start = performance.now();
  const { statusCode, body } = await handler(event, { awsRequestId: String(index) });
  const milliseconds = performance.now() - start;
  if (statusCode === 202 && body.includes("accepted")) return milliseconds;
  throw new Error(`The function answered ${statusCode}: ${body}`);
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html */
function imageAction(digest: string): object {
  return {
    version: "0",
    id: "13cde686-328b-6117-af20-0e5566167482",
    "detail-type": "ECR Image Action",
    source: "aws.ecr",
    account,
    time: "2026-01-01T00:00:00Z",
    region,
    resources: [],
    detail: {
      result: "SUCCESS",
      "repository-name": "team/web",
      "image-digest": digest,
      "action-type": "PUSH",
      "image-tag": "latest",
      "manifest-media-type": "application/vnd.oci.image.manifest.v1+json",
      "artifact-media-type": "application/vnd.oci.image.config.v1+json",
    },
  };
}
