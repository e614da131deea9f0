import type { Delivery } from "../contract/vocabulary.ts";
import type { ConnectedIntegration } from "../integrations/port.ts";
import { isRotationDue } from "../integrations/rotate-hashes.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How often the images of a registry are compared with what is stored: those that were pushed
 * lately, which costs the listing alone, and all of them, which reads everything that is stored.
 */
const PERIODS: Readonly<Record<Delivery, { readonly recent: number; readonly full: number }>> = {
  events: { recent: HOUR, full: DAY },
  poll: { recent: 5 * MINUTE, full: HOUR },
};

/**
 * How far a comparison of recent images looks back: several of its periods, so that one that was
 * lost leaves no gap. What was lost for longer is found by the next full one.
 */
const LOOK_BACK: Readonly<Record<Delivery, number>> = { events: 6 * HOUR, poll: 2 * HOUR };

/** A round's time, and how much time it stands for. */
export interface RoundWindow {
  /** The round asks for what fell due before it. */
  readonly at: Date;
  readonly everyMinutes: number;
}

/** What of an integration is due. */
export interface DueWork {
  /** Comparison of its registry with what is stored. */
  readonly compare: "recent" | "full" | undefined;
  readonly check: boolean;
  readonly rotate: boolean;
}

/**
 * What of an integration fell due in the time that a round stands for. Each integration has its
 * own minute of the hour and of the day, by its identifier, so that they are not all due at once;
 * a round that comes late asks for what it would have asked for in time.
 */
export function dueWorkOf(integration: ConnectedIntegration, window: RoundWindow): DueWork {
  const delivery = integration.delivery ?? "events";
  const { recent, full } = PERIODS[delivery];
  const { integrationId } = integration;
  const daily = isDue(integrationId, DAY, window);
  const compare = isDue(integrationId, full, window) ? "full" : "recent";
  return {
    compare: compare === "full" || isDue(integrationId, recent, window) ? compare : undefined,
    check: daily,
    rotate: daily && isRotationDue(integration, window.at),
  };
}

/** Since when a comparison of recent images looks for them, ISO 8601. */
export function recentSince(delivery: Delivery | undefined, requestedAt: string): string {
  return new Date(Date.parse(requestedAt) - LOOK_BACK[delivery ?? "events"]).toISOString();
}

/**
 * Comparisons of one registry that a period allows, in each second of it. More repositories than
 * that take turns: a round that asked for more than can be done would never be done with.
 */
const TURNS_A_SECOND = 5;

/**
 * Whose turn it is to be compared: everybody's but in the largest registries, where names are
 * divided into parts, a part a period.
 *
 * @param total Repositories of the registry.
 */
export function turnOf(
  compare: "recent" | "full",
  delivery: Delivery | undefined,
  requestedAt: string,
  total: number,
): (name: string) => boolean {
  const period = PERIODS[delivery ?? "events"][compare];
  const parts = Math.max(1, Math.ceil(total / ((period / 1000) * TURNS_A_SECOND)));
  const part = Math.floor(Date.parse(requestedAt) / period) % parts;
  return (name) => checksumOf(name) % parts === part;
}

/** The same for a name at all times, and spread over names that differ little. */
function checksumOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum;
}

/** Whether a period of the integration ended in the window. */
function isDue(integrationId: string, period: number, { at, everyMinutes }: RoundWindow): boolean {
  const phase = Number.parseInt(integrationId.slice(-8), 16) % period;
  const end = at.getTime() - phase;
  return Math.floor(end / period) !== Math.floor((end - everyMinutes * MINUTE) / period);
}
