import { TransientError } from "../errors.ts";
import type { ImageStore, Lease } from "./image-store.ts";
import type { ImageKey } from "./port.ts";

/** A lease outlives two missed renewals; after a crash, nobody waits for longer. */
const LEASE_MILLISECONDS = 120_000;
const RENEWAL_MILLISECONDS = 30_000;

/** Somebody else took the image over, because this job was silent for too long. */
export class LeaseLostError extends TransientError {
  override readonly name = "LeaseLostError";

  constructor(key: ImageKey) {
    super(
      "lease-lost",
      `The analysis of ${key.repository}@${key.digest} was taken over by another one, since it took too long between two signs of life. Nothing is to be done.`,
    );
  }
}

/** A lease from now on. */
export function leaseFrom(owner: string, now: Date): Lease {
  return { owner, now, expiresAt: new Date(now.getTime() + LEASE_MILLISECONDS) };
}

/** Keeps a lease alive while there is progress. */
export interface LeaseKeeper {
  /** To be called on each sign of progress; renews the lease when it is time to. */
  tick(): void;
  /** Waits for a renewal under way. */
  settle(): Promise<void>;
}

/**
 * Renews a lease as long as `tick` is called. A job that stalls loses it, so that another one
 * can take over.
 *
 * @param onLost Called once when somebody else has taken it.
 */
export function createLeaseKeeper(
  images: Pick<ImageStore, "renewLease">,
  key: ImageKey,
  owner: string,
  now: () => Date,
  onLost: (error: LeaseLostError) => void,
): LeaseKeeper {
  let renewedAt = now().getTime();
  let renewal: Promise<void> = Promise.resolve();

  async function renew(at: number): Promise<void> {
    try {
      const { expiresAt } = leaseFrom(owner, new Date(at));
      if (!(await images.renewLease(key, owner, expiresAt))) onLost(new LeaseLostError(key));
    } catch {
      // The next renewal may succeed, and the last write has the lease as its condition.
    }
  }

  return {
    tick() {
      const at = now().getTime();
      if (at - renewedAt < RENEWAL_MILLISECONDS) return;
      renewedAt = at;
      renewal = renew(at);
    },
    settle: () => renewal,
  };
}
