import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { API_KEY_HEADER } from "../../core/contract/vocabulary.ts";
import { PermanentError, TransientError } from "../../core/errors.ts";
import { handleEcrEvent, type PushDependencies } from "../../core/images/push.ts";
import type { ActivityStore } from "../../core/integrations/activity-port.ts";
import { authenticateKey } from "../../core/integrations/authenticate.ts";
import { noteActivity } from "../../core/integrations/note-activity.ts";
import type { Integration, IntegrationStore } from "../../core/integrations/port.ts";
import type { Log } from "../../core/log.ts";
import { jsonAnswer, problemAnswer } from "../runtime/http-answer.ts";

/** EventBridge takes no larger event (quota "Event size"). */
const MAX_BODY_BYTES = 1024 * 1024;

/** What the function needs. */
export interface PushEventDependencies extends PushDependencies {
  readonly integrations: Pick<IntegrationStore, "get">;
  readonly activity: Pick<ActivityStore, "eventCame">;
  readonly log: Log;
}

/** Which statuses EventBridge tries again (401, 409, 429, 5xx) decides between them. */
const STATUS: Readonly<Record<string, number>> = {
  "malformed-event": 400,
  "foreign-event": 403,
  "not-connected": 409,
};

const TITLES: Readonly<Record<number, string>> = {
  400: "The event is malformed",
  401: "The key is unknown",
  403: "The event is of another registry",
  409: "The integration is not connected yet",
  410: "The integration was removed",
  413: "The event is too large",
  500: "Internal error",
  503: "Unavailable",
};

/** Where a status has several. */
const TITLES_OF_CODES: Readonly<Record<string, string>> = {
  "key-revoked": "The key was revoked",
};

/**
 * POST /v1/events, called by the API destinations of customers: 202 for whatever needs no
 * repetition.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
export function createHandler(
  dependencies: PushEventDependencies,
): (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult> {
  return async (event) => {
    try {
      return await receive(dependencies, event);
    } catch (error) {
      return failure(dependencies.log, error);
    }
  };
}

async function receive(
  dependencies: PushEventDependencies,
  event: APIGatewayProxyEvent,
): Promise<APIGatewayProxyResult> {
  const { integrations, log, now } = dependencies;
  const authentication = await authenticateKey(integrations, apiKeyOf(event), now());
  if (authentication.kind === "unknown") {
    return problem(401, "unknown-key", "The key is unknown, or is being replaced. Try again.");
  }
  if (authentication.kind === "revoked") {
    const { organizationId, integrationId } = authentication.integration;
    log.warn("event refused", { organizationId, integrationId, status: 403, code: "key-revoked" });
    return problem(
      403,
      "key-revoked",
      "An owner revoked the key, and the integration's stack has been given another. Use that one.",
    );
  }
  if (authentication.kind === "removed") {
    return problem(410, "integration-removed", "The integration was removed. Delete its stack.");
  }
  const bytes = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > MAX_BODY_BYTES) {
    return problem(413, "too-large", `An event has at most ${MAX_BODY_BYTES} bytes.`);
  }
  return take(dependencies, authentication.integration, parseJson(bytes), log);
}

async function take(
  dependencies: PushEventDependencies,
  integration: Integration,
  body: unknown,
  log: Log,
): Promise<APIGatewayProxyResult> {
  const { organizationId, integrationId } = integration;
  // Side by side: counting makes no answer later, and none fail.
  const [result] = await Promise.all([
    handleEcrEvent(dependencies, integration, body),
    noteActivity(log, () => dependencies.activity.eventCame(integrationId, dependencies.now())),
  ]);
  const about = { organizationId, integrationId, eventId: idOf(body) };
  if (result.kind === "ignored") log.info("event ignored", { ...about, reason: result.reason });
  else log.info("event accepted", about);
  return jsonAnswer(202, { status: result.kind });
}

/** Header names of a REST API come as they were sent. */
function apiKeyOf({ headers }: APIGatewayProxyEvent): string | undefined {
  const entry = Object.entries(headers).find(([name]) => name.toLowerCase() === API_KEY_HEADER);
  return entry?.[1];
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function idOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "id" in body ? body.id : undefined;
}

function failure(log: Log, error: unknown): APIGatewayProxyResult {
  const status = error instanceof PermanentError ? STATUS[error.code] : undefined;
  if (error instanceof PermanentError && status !== undefined) {
    log.warn("event refused", { status, code: error.code, reason: error.message });
    return problem(status, error.code, error.message);
  }
  log.error("event not taken", { error });
  if (error instanceof TransientError) {
    return problem(503, "unavailable", "The event could not be taken now. Try again.");
  }
  return problem(500, "internal", "The event could not be taken. Try again.");
}

function problem(status: number, code: string, detail: string): APIGatewayProxyResult {
  const title = TITLES_OF_CODES[code] ?? TITLES[status] ?? "Refused";
  return problemAnswer({ type: code, title, status, detail });
}
