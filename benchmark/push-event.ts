import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { formatApiKey, hashApiKey } from "../core/integrations/api-key.ts";
import type { Integration } from "../core/integrations/port.ts";
import { bundleFunctions } from "./bundle.ts";
import type { Figure } from "./figure.ts";
import { measure } from "./measurement.ts";

const ACCOUNT = "222222222222";
const REGION = "us-east-1";
const INTEGRATION = "0123456789abcdef";
const API_KEY = formatApiKey(INTEGRATION, Buffer.alloc(32, 7));

/** As the table holds it. */
const STORED_INTEGRATION = {
  schemaVersion: 1,
  version: 1,
  integrationId: INTEGRATION,
  organizationId: "bench",
  status: "connected",
  externalId: "bench",
  setupToken: `${INTEGRATION}.bench`,
  keyHashes: [{ sha256: hashApiKey(API_KEY), createdAt: "2026-01-01T00:00:00.000Z" }],
  activation: "all",
  createdAt: "2026-01-01T00:00:00.000Z",
  connection: {
    account: ACCOUNT,
    region: REGION,
    roleArn: `arn:aws:iam::${ACCOUNT}:role/bench`,
    secretArn: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:bench`,
    stackId: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/bench/1`,
    templateVersion: "2",
    boundAt: "2026-01-01T00:00:00.000Z",
    connectedAt: "2026-01-01T00:00:00.000Z",
  },
} as const satisfies Integration & { readonly schemaVersion: 1 };

/**
 * The size of each function, and how quickly the bundled push-event function takes a push
 * of an image that it never saw: six calls of DynamoDB and SQS, which a process beside it
 * answers at once.
 */
export async function measurePushEvent(project: string): Promise<readonly Figure[]> {
  const bundles = await bundleFunctions(project);
  const bundle = bundles.find(({ name }) => name === "push-event");
  if (!bundle) throw new Error("There is no function push-event.");
  const aws = fork(join(import.meta.dirname, "aws-server.ts"), [
    JSON.stringify(STORED_INTEGRATION),
  ]);
  try {
    const [{ port }] = (await once(aws, "message")) as [{ port: number }];
    const program = join(import.meta.dirname, "push-event-calls.ts");
    const { detail } = await measure(
      program,
      [bundle.path, API_KEY, ACCOUNT, REGION],
      environment(`http://127.0.0.1:${port}`),
    );
    return [
      {
        name: "push-event, median of a call",
        value: `${text(detail["medianMilliseconds"], 1)} ms`,
      },
      { name: "push-event, one after the other", value: `${text(detail["callsPerSecond"])}/s` },
      { name: "push-event, loading its bundle", value: `${text(detail["loadMilliseconds"])} ms` },
      { name: "push-event, first call", value: `${text(detail["firstMilliseconds"])} ms` },
      ...bundles.map(({ name, bytes }) => ({
        name: `bundle, ${name}`,
        value: `${(bytes / 1000).toFixed(0)} KB`,
      })),
    ];
  } finally {
    aws.disconnect();
  }
}

/** What Lambda and the stack set. Logs would mix with the report. */
function environment(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: "bench",
    AWS_SECRET_ACCESS_KEY: "bench",
    AWS_ENDPOINT_URL: endpoint,
    TABLE_NAME: "bench",
    ANALYSIS_QUEUE_URL: `${endpoint}/111111111111/analysis`,
    READ_MODEL_QUEUE_URL: `${endpoint}/111111111111/read-model`,
    RECONCILE_QUEUE_URL: `${endpoint}/111111111111/reconcile`,
    POWERTOOLS_LOG_LEVEL: "SILENT",
  };
}

function text(value: number | undefined, digits = 0): string {
  return (value ?? NaN).toFixed(digits);
}
