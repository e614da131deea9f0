import type { AuthorizedCall } from "./iam/authorizer.ts";

/** How the simulator reaches, and is reached by, names of the public internet. */
export interface PublicNames {
  /** Where a public https host lives on this machine; undefined: unknown, refuse to connect. */
  resolve(host: string): { readonly address: string; readonly port: number } | undefined;
  /** Certificates (PEM) that outgoing connections to those hosts trust. */
  readonly trustedCertificates: string;
  /** Key and certificate (PEM) for a name that the simulator itself serves. */
  certificateFor(host: string): Promise<{ readonly key: string; readonly certificate: string }>;
}

/** Long-lived credentials that stand for an account's root principal. */
export interface AccountCredentials {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A private registry that OCI clients on this machine can push to. */
export interface LocalRegistry {
  readonly accountId: string;
  readonly region: string;
  /** Plain HTTP, without login; 0 = any free one. */
  readonly port: number;
}

/** The page on which people launch, look at, break and repair stacks. */
export interface ConsoleOptions {
  /** 0 = any free one. */
  readonly port: number;
  /** Accounts, each in a Region, in which people may act there, as their root. */
  readonly places: readonly { readonly accountId: string; readonly region: string }[];
}

/** Settings of a simulated AWS. Everything listens on 127.0.0.1. */
export interface SimulatorOptions {
  /** Folder of its state; created when absent. */
  readonly directory: string;
  /** Port of the AWS endpoint (all services, path-style S3); 0 = any free one. */
  readonly awsPort: number;
  /** Port of the ECR registry for OCI clients, plain HTTP, without login; 0 = any free one. */
  readonly registryPort: number;
  /** Home Region: the only one of SQS, DynamoDB and S3. */
  readonly region: string;
  /** Further Regions, in which accounts have registries, events, topics, secrets and stacks. */
  readonly furtherRegions?: readonly string[];
  readonly accounts: readonly AccountCredentials[];
  /** Account whose registry answers on `registryPort`. */
  readonly registryAccountId: string;
  /** Further registries with ports of their own; their Regions are simulated too. */
  readonly furtherRegistries?: readonly LocalRegistry[];
  /** Absent: no console. */
  readonly console?: ConsoleOptions;
  readonly names: PublicNames;
  /** How long a new role can't be assumed yet, milliseconds (IAM is eventually consistent). */
  readonly rolePropagationMs?: number;
  /** Hears why an event or a message of SNS was given up on; it is lost then, as in AWS. */
  readonly onUndelivered?: (reason: string) => void;
  /** Hears of every call that IAM was asked about, AssumeRole included, and the answer. */
  readonly onAuthorized?: (call: AuthorizedCall) => void;
  /** Milliseconds that a second of SNS's retry policies takes; 1000 unless a test shortens it. */
  readonly snsRetrySecondMs?: number;
  /** The account's clock; the machine's unless given (tests of expiry). */
  readonly now?: () => Date;
}
