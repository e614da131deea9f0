import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import type { Caller } from "../service.ts";
import { authError, type AuthFailure, type Dialect } from "./auth-failure.ts";
import { readAuthorization, type Authorization } from "./authorization.ts";
import { hasValidSignature } from "./signature.ts";

/** Credentials that the simulated account knows, and whose they are. */
export interface KnownCredentials {
  readonly secretAccessKey: string;
  /** Temporary credentials only. */
  readonly session?: { readonly token: string; readonly expiresAt: Date };
  readonly principal: Omit<Caller, "region">;
}

/** Finds an access key's credentials: long-lived ones and those that STS issued. */
export type FindCredentials = (accessKeyId: string) => KnownCredentials | undefined;

/** A request's line and what its signature is checked against. */
export interface SignedRequest {
  readonly request: IncomingMessage;
  /** As sent, still encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly payloadHash: string;
  readonly dialect: Dialect;
}

/** Says who signed a request. Throws AwsError in the dialect's words. */
export type ResolveCaller = (signed: SignedRequest) => Caller;

/** Five minutes, as for most services; S3 takes fifteen. */
const LARGEST_SKEW = { json: 5 * 60_000, query: 5 * 60_000, s3: 15 * 60_000 };
/** A presigned link lives seven days at most. */
const LONGEST_LINK_SECONDS = 604_800;
/** Services without a Region are signed for this one. */
const GLOBAL_REGION = "us-east-1";
const GLOBAL_SERVICES: ReadonlySet<string> = new Set(["iam", "sts"]);
/** Services of which every simulated Region has one; the others are in the home Region alone. */
const REGIONAL_SERVICES: ReadonlySet<string> = new Set([
  ...GLOBAL_SERVICES,
  ...["cloudformation", "ecr", "events", "secretsmanager", "sns"],
]);

/** Milliseconds since 1970 of `YYYYMMDDTHHMMSSZ`, or NaN. */
function parseTimestamp(timestamp: string): number {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/u.exec(timestamp);
  if (match === null) return Number.NaN;
  const [year = 0, month = 1, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * Builds the check of Signature Version 4 for the simulated Regions.
 *
 * @param regions The home Region first.
 * @param now The account's clock.
 */
export function createCallerResolver(
  regions: readonly [string, ...string[]],
  find: FindCredentials,
  now: () => Date,
): ResolveCaller {
  return ({ request, path, query, payloadHash, dialect }) => {
    const refuse = (failure: AuthFailure, message: string): never => {
      throw authError(failure, dialect, message);
    };
    const authorization = readAuthorization(request, query);
    if (authorization === undefined) {
      return refuse("unsigned", "Request is missing Authentication Token");
    }
    if (authorization === "malformed") {
      return refuse("malformed", "The request's signature (Version 4) can't be read");
    }
    const known = find(authorization.accessKeyId);
    if (known === undefined) {
      return refuse("unknown-key", "The security token included in the request is invalid.");
    }
    if (known.session !== undefined) {
      if (authorization.sessionToken !== known.session.token) {
        return refuse("bad-token", "The security token included in the request is invalid.");
      }
      if (known.session.expiresAt <= now()) {
        return refuse("expired-token", "The security token included in the request is expired");
      }
    }
    const region = regionOf(authorization, regions);
    if (region === undefined) return refuse("bad-region", wrongRegion(authorization, regions));
    const age = now().getTime() - parseTimestamp(authorization.timestamp);
    if (authorization.expiresIn !== undefined) {
      const { expiresIn } = authorization;
      const inFuture = age < -LARGEST_SKEW[dialect];
      if (inFuture || !(age < expiresIn * 1000) || expiresIn > LONGEST_LINK_SECONDS) {
        return refuse("expired-link", "Request has expired");
      }
    } else if (!(Math.abs(age) <= LARGEST_SKEW[dialect])) {
      return refuse("skewed", `Signature expired or not yet current: ${authorization.timestamp}`);
    }
    if (
      !authorization.timestamp.startsWith(authorization.day) ||
      !authorization.signedHeaders.includes("host") ||
      !hasValidSignature(request, path, query, authorization, payloadHash, known.secretAccessKey)
    ) {
      return refuse(
        "bad-signature",
        "The request signature we calculated does not match the signature you provided. " +
          "Check your AWS Secret Access Key and signing method.",
      );
    }
    return {
      ...known.principal,
      region,
      secureTransport: request.socket instanceof TLSSocket,
    };
  };
}

/** The simulated Region that a request is for; undefined: there is none, or the service isn't there. */
function regionOf(
  { region, service }: Authorization,
  regions: readonly [string, ...string[]],
): string | undefined {
  const [home] = regions;
  const served = REGIONAL_SERVICES.has(service) ? regions : [home];
  if (served.includes(region)) return region;
  return region === GLOBAL_REGION && GLOBAL_SERVICES.has(service) ? home : undefined;
}

function wrongRegion({ region, service }: Authorization, regions: readonly string[]): string {
  const known = regions.map((name) => `'${name}'`).join(", ");
  if (!regions.includes(region)) {
    return `The Region '${region}' is wrong: the simulated Regions are ${known}.`;
  }
  return `The Region '${region}' is wrong: the simulated ${service} is in '${regions[0] ?? ""}' only.`;
}
