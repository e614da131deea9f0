import type { PublishedTemplate } from "./customer-template.ts";
import { FunctionHost } from "./function-host.ts";
import type { FunctionCredentials } from "./function-credentials.ts";
import {
  ADVISORY_BUCKET_NAME,
  BLOB_BUCKET_NAME,
  READ_MODEL_BUCKET_NAME,
  TABLE_NAME,
  type Queue,
  type QueueName,
} from "./infrastructure.ts";
import { AUTHORITY_VARIABLE, PUBLIC_NAMES_VARIABLE, type PublicNameMap } from "./public-names.ts";

/** Every deployed function: name → folder of lambdas/ and what is its own about it. */
const FUNCTIONS = {
  "setup-endpoint": { step: "setup-endpoint", timeoutSeconds: 10, concurrency: 1 },
  "setup-notification": { step: "setup-notification", timeoutSeconds: 20, concurrency: 2 },
  "push-event": { step: "push-event", timeoutSeconds: 5, concurrency: 2 },
  analyzer: { step: "analyzer", timeoutSeconds: 150, concurrency: 2 },
  "large-analyzer": { step: "analyzer", timeoutSeconds: 900, concurrency: 1 },
  "read-model": { step: "read-model", timeoutSeconds: 60, concurrency: 1 },
  api: { step: "api", timeoutSeconds: 29, concurrency: 4 },
  bootstrap: { step: "bootstrap", timeoutSeconds: 30, concurrency: 1 },
  "advisory-sync": { step: "advisory-sync", timeoutSeconds: 900, concurrency: 1 },
  rematch: { step: "rematch", timeoutSeconds: 60, concurrency: 1 },
  reconcile: { step: "reconcile", timeoutSeconds: 60, concurrency: 1 },
  check: { step: "check", timeoutSeconds: 60, concurrency: 1 },
} as const;
export type FunctionName = keyof typeof FUNCTIONS;
export type Functions = Readonly<Record<FunctionName, FunctionHost>>;

/** Path of each function's role: only those that assume customers' roles have the trusted one. */
export const ROLE_PATHS: Readonly<Record<FunctionName, string>> = {
  "setup-endpoint": "/ecr-scout/functions/",
  "setup-notification": "/ecr-scout/customer-access/",
  "push-event": "/ecr-scout/functions/",
  analyzer: "/ecr-scout/customer-access/",
  "large-analyzer": "/ecr-scout/customer-access/",
  "read-model": "/ecr-scout/functions/",
  api: "/ecr-scout/functions/",
  bootstrap: "/ecr-scout/functions/",
  "advisory-sync": "/ecr-scout/functions/",
  rematch: "/ecr-scout/functions/",
  reconcile: "/ecr-scout/customer-access/",
  check: "/ecr-scout/customer-access/",
};

/** That of the committed templates. */
const BRAND = { name: "Docker Scout", prefix: "DockerScout" };

interface Surroundings {
  readonly awsEndpoint: string;
  readonly region: string;
  readonly publicUrl: string;
  /** Public https address at which customers' AWS accounts reach the API. */
  readonly callbackUrl: string;
  readonly template: PublishedTemplate;
  /** Origin of the console to which links lead instead of AWS's. */
  readonly consoleUrl: string;
  readonly queues: Readonly<Record<QueueName, Queue>>;
  readonly credentials: FunctionCredentials;
  readonly names: PublicNameMap;
  readonly authority: string;
  /** Folder for what a function keeps on its disk: `/tmp` in Lambda. */
  readonly workDirectory: (name: FunctionName) => string;
  readonly onLog: (name: FunctionName, line: string) => void;
}

/** Makes the functions with the environment that the CDK app gives them. None runs yet. */
export function createFunctions(surroundings: Surroundings): Functions {
  const names = Object.keys(FUNCTIONS) as FunctionName[];
  return Object.fromEntries(
    names.map((name) => {
      const { step, timeoutSeconds, concurrency } = FUNCTIONS[name];
      const host = new FunctionHost({
        step,
        name,
        timeoutSeconds,
        concurrency,
        environment: environmentOf(name, surroundings),
        onLog: (line) => {
          surroundings.onLog(name, line);
        },
      });
      return [name, host];
    }),
  ) as unknown as Functions;
}

function environmentOf(
  name: FunctionName,
  { queues, ...surroundings }: Surroundings,
): Record<string, string> {
  return {
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_REGION: surroundings.region,
    AWS_ENDPOINT_URL: surroundings.awsEndpoint,
    // The SDK would otherwise look for the profiles of whoever runs this.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    ...surroundings.credentials.environment(name),
    [PUBLIC_NAMES_VARIABLE]: JSON.stringify(surroundings.names),
    [AUTHORITY_VARIABLE]: surroundings.authority,
    POWERTOOLS_SERVICE_NAME: name,
    POWERTOOLS_LOG_LEVEL: "INFO",
    TABLE_NAME,
    BLOB_BUCKET_NAME,
    READ_MODEL_BUCKET_NAME,
    ADVISORY_BUCKET_NAME,
    ANALYSIS_QUEUE_URL: queues.analysis.url,
    LARGE_ANALYSIS_QUEUE_URL: queues["large-analysis"].url,
    READ_MODEL_QUEUE_URL: queues["read-model"].url,
    ADVISORY_SYNC_QUEUE_URL: queues["advisory-sync"].url,
    REMATCH_QUEUE_URL: queues.rematch.url,
    SETUP_QUEUE_URL: queues.setup.url,
    RECONCILE_QUEUE_URL: queues.reconcile.url,
    SIZE_CLASS: name === "large-analyzer" ? "large" : "small",
    WORK_DIRECTORY: surroundings.workDirectory(name),
    PUBLIC_URL: surroundings.publicUrl,
    CALLBACK_URL: surroundings.callbackUrl,
    CHECK_QUEUE_URL: queues.check.url,
    CONSOLE_URL: surroundings.consoleUrl,
    TEMPLATE_URL: surroundings.template.url,
    TEMPLATE_VERSION: surroundings.template.version,
    BRAND: JSON.stringify(BRAND),
  };
}
