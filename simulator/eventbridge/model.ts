/** Account and Region: each has a default bus of its own. */
export interface BusAddress {
  readonly accountId: string;
  readonly region: string;
}

/** A rule on the default bus, with its targets. */
export interface Rule extends BusAddress {
  readonly name: string;
  /** JSON. */
  readonly eventPattern: string;
  readonly state: "ENABLED" | "DISABLED";
  readonly description?: string | undefined;
  readonly targets: readonly RuleTarget[];
}

/** A target of a rule: an API destination. */
export interface RuleTarget {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn: string;
  readonly RetryPolicy?:
    | {
        readonly MaximumRetryAttempts?: number | undefined;
        readonly MaximumEventAgeInSeconds?: number | undefined;
      }
    | undefined;
  readonly DeadLetterConfig?: { readonly Arn?: string | undefined } | undefined;
}

/** Credentials that EventBridge sends to an endpoint. */
export type ConnectionAuth =
  | { readonly type: "API_KEY"; readonly name: string; readonly value: string }
  | { readonly type: "BASIC"; readonly username: string; readonly password: string };

/** A connection. Times in milliseconds since the epoch. */
export interface Connection extends BusAddress {
  readonly name: string;
  /** Last part of its ARN. */
  readonly id: string;
  readonly description?: string | undefined;
  readonly auth: ConnectionAuth;
  /** Since DeauthorizeConnection: nothing is sent by it until it gets credentials again. */
  readonly isDeauthorized?: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** An API destination. Times in milliseconds since the epoch. */
export interface ApiDestination extends BusAddress {
  readonly name: string;
  /** Last part of its ARN. */
  readonly id: string;
  readonly description?: string | undefined;
  readonly connectionArn: string;
  readonly endpoint: string;
  readonly method: string;
  readonly ratePerSecond: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** Key of a named thing of a bus. */
export function busKey({ accountId, region }: BusAddress, name: string): string {
  return `${accountId}/${region}/${name}`;
}

/** ARN of a rule on the default bus. */
export function ruleArn({ accountId, region }: BusAddress, name: string): string {
  return `arn:aws:events:${region}:${accountId}:rule/${name}`;
}

/** ARN of a connection or API destination: with its id, or without as policies may write it. */
export function namedArn(
  kind: "connection" | "api-destination",
  { accountId, region }: BusAddress,
  name: string,
  id?: string,
): string {
  const arn = `arn:aws:events:${region}:${accountId}:${kind}/${name}`;
  return id === undefined ? arn : `${arn}/${id}`;
}
