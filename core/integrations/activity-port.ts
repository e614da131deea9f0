/** What happened to an integration lately, and this month. Times are ISO 8601. */
export interface IntegrationActivity {
  /** When its last event came, to within a minute. */
  readonly lastEventAt?: string;
  /** When one of its images was last pulled, to within a minute. */
  readonly lastPullAt?: string;
  /** When its registry was last compared with what is stored. */
  readonly lastReconciledAt?: string;
  /** Pushes and deletes that no event told, since it was created. */
  readonly missedEvents: number;
}

/** What an integration used in one month: what an estimate is compared with. */
export interface IntegrationUsage {
  /** `2026-11`, UTC. */
  readonly month: string;
  /** Events that came. */
  readonly events: number;
  /** Images analysed. */
  readonly analyses: number;
  /** Bytes pulled from the registry, compressed. */
  readonly bytesPulled: number;
  /** Bytes that were not pulled, since their layers were known. */
  readonly bytesKnown: number;
}

/**
 * Port: what integrations do. Counters may be some too high after a crash: they are for people.
 * Errors: `TransientError`.
 */
export interface ActivityStore {
  get(integrationId: string): Promise<IntegrationActivity>;
  /** The latest months, the newest first. */
  usage(integrationId: string, months: number): Promise<readonly IntegrationUsage[]>;
  /** Counts an event. */
  eventCame(integrationId: string, at: Date): Promise<void>;
  /** Counts an analysis. */
  imagePulled(
    integrationId: string,
    at: Date,
    bytes: { readonly pulled: number; readonly known: number },
  ): Promise<void>;
  reconciled(integrationId: string, at: Date, missedEvents: number): Promise<void>;
  /** Of a removed one: everything that was counted of it. */
  forget(integrationId: string): Promise<void>;
}
