import type { CheckMessage } from "../contract/check-message.ts";
import type { ReconcileMessage, ScheduledRound } from "../contract/reconcile-message.ts";
import { isWaiting } from "../integrations/enrollment-approval.ts";
import type { ConnectedIntegration } from "../integrations/port.ts";
import { hasCompleteStack } from "../integrations/stack-launch.ts";
import type { ReconcileDependencies } from "./reconcile-dependencies.ts";
import { dueWorkOf, type RoundWindow } from "./reconcile-schedule.ts";
import { sideBySide } from "./side-by-side.ts";
import { spreadOut } from "./spread-out.ts";

/** With what identifiers of integrations begin. */
const DIGITS = Array.from({ length: 16 }, (_, digit) => digit.toString(16));

const DEFAULT_EVERY_MINUTES = 60;

/** Integrations looked up at a time. */
const AT_A_TIME = 16;

/** Integrations of one digit whose work begins within a second. */
const A_SECOND = 2;

type Dependencies = Pick<
  ReconcileDependencies,
  "integrations" | "reconcile" | "checks" | "now" | "log"
>;

/**
 * Asks for what every living integration needs now: that its registry is compared with what is
 * stored, that it is checked, that it gets a new key. The round without a digit becomes one for
 * each; that of a digit handles a page of integrations, and leaves the next page to a further
 * message. Whatever is asked for twice after a crash is harmless.
 *
 * @throws TransientError
 */
export async function scheduledRound(
  dependencies: Dependencies,
  message: ScheduledRound,
): Promise<void> {
  const { digit } = message;
  if (digit === undefined) {
    await dependencies.reconcile.sendAll(DIGITS.map((one) => ({ ...message, digit: one })));
    return;
  }
  const page = await dependencies.integrations.listAll(digit, message.cursor);
  const living = await livingOf(dependencies, page.items);
  const at = timeOf(dependencies, message);
  const window = { at, everyMinutes: message.everyMinutes ?? DEFAULT_EVERY_MINUTES };
  const { listings, checks } = workOf(living, window);
  await spreadOut(dependencies.reconcile, listings, A_SECOND);
  await spreadOut(dependencies.checks, checks, A_SECOND);
  if (page.nextCursor !== null) {
    await dependencies.reconcile.send({ ...message, cursor: page.nextCursor });
  }
  dependencies.log.info("round", {
    digit,
    integrations: living.length,
    listings: listings.length,
    checks: checks.length,
  });
}

/** A schedule that can't tell its time has sent the message just now. */
function timeOf({ now }: Dependencies, { requestedAt }: ScheduledRound): Date {
  const time = new Date(requestedAt);
  return Number.isNaN(time.getTime()) ? now() : time;
}

/** The integrations of a page whose complete stack is there, and may be asked. */
async function livingOf(
  { integrations }: Dependencies,
  ids: readonly string[],
): Promise<readonly ConnectedIntegration[]> {
  const living = new Map<string, ConnectedIntegration>();
  await sideBySide(
    ids.map((integrationId) => async () => {
      const integration = await integrations.get(integrationId);
      if (integration?.connection === undefined || integration.removedAt !== undefined) return;
      if (isWaiting(integration)) return;
      const { connection } = integration;
      if (hasCompleteStack(connection)) living.set(integrationId, { ...integration, connection });
    }),
    AT_A_TIME,
  );
  return ids.flatMap((id) => living.get(id) ?? []);
}

/** What is to be sent for the integrations of a page. */
interface Work {
  readonly listings: readonly ReconcileMessage[];
  readonly checks: readonly CheckMessage[];
}

function workOf(integrations: readonly ConnectedIntegration[], window: RoundWindow): Work {
  const listings: ReconcileMessage[] = [];
  const checks: CheckMessage[] = [];
  for (const integration of integrations) {
    const { organizationId, integrationId } = integration;
    const about = { organizationId, integrationId, requestedAt: window.at.toISOString() };
    const { compare, check, rotate } = dueWorkOf(integration, window);
    if (compare !== undefined) listings.push({ kind: "registry", ...about, compare });
    if (check) checks.push({ kind: "check", ...about });
    if (rotate) checks.push({ kind: "rotate", ...about });
  }
  return { listings, checks };
}
