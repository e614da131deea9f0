import { mkdirSync } from "node:fs";
import path from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { SimulatorOptions } from "../simulator/options.ts";
import type { Simulator } from "../simulator/simulator.ts";
import { openCertificateAuthority } from "./certificate-authority.ts";
import { type LocalCredentials, openCredentials } from "./credentials.ts";
import { pollQueues } from "./event-sources.ts";
import { serveFunctionCredentials } from "./function-credentials.ts";
import { publishCustomerTemplate } from "./customer-template.ts";
import { createFunctions, ROLE_PATHS, type Functions } from "./functions.ts";
import { startGateway } from "./gateway.ts";
import { ADVISORY_BUCKET_NAME, createInfrastructure } from "./infrastructure.ts";
import type { LogSink } from "./log-files.ts";
import { integrateAccount } from "./onboarding.ts";
import type { PublicNameMap } from "./public-names.ts";
import { startRounds } from "./schedule.ts";
import { connectApi, type ScoutApi } from "./scout-api.ts";
import type { LocalSettings } from "./settings.ts";
import {
  clientSettings,
  openAccounts,
  OPERATOR_ACCOUNT,
  REGION,
  type AccountList,
  type SimulatedAccount,
} from "./simulated-accounts.ts";
import { accountOptions, startSimulated } from "./start-simulated.ts";
import { requireStateVersion } from "./state-version.ts";

export const ORGANIZATION = "demo";
/** Public https name of the API: where the API destination sends events. */
const API_NAME = "api.ecr-scout.test";

/** What an operator's tools need in the simulated account. */
export interface OperatorAccess {
  readonly clients: ReturnType<typeof clientSettings>;
  readonly advisoryBucketName: string;
  readonly rematchQueueUrl: string;
}

/** The running product and its simulated AWS. */
export interface LocalMode {
  /** `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly awsEndpoint: string;
  /** Of the simulated CloudFormation console: `http://127.0.0.1:4570`. */
  readonly consoleUrl: string;
  /** Host and port to push to, of the first account. */
  readonly registry: string;
  /** Every account with its registry, the first one first. */
  readonly registries: readonly AccountRegistry[];
  readonly credentialsFile: string;
  /** The API as the organization's owner. */
  readonly api: ScoutApi;
  /** How an AWS SDK reaches the account in which the product runs, as an operator. */
  readonly operator: OperatorAccess;
  close(): Promise<void>;
}

/** A simulated account's registry. */
export interface AccountRegistry extends SimulatedAccount {
  /** Host and port to push to. */
  readonly host: string;
}

/** What a test looks at, or stands in for. */
export interface LocalModeObservation {
  /** Further public names that live on this machine. */
  readonly standIns?: PublicNameMap;
  /** Hears every decision of the simulated account's IAM. */
  readonly onAuthorized?: SimulatorOptions["onAuthorized"];
}

/** Starts everything; what an earlier start left in the directory goes on. */
export async function startLocalMode(
  settings: LocalSettings,
  log: LogSink,
  observed: LocalModeObservation = {},
): Promise<LocalMode> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return await start(settings, log, observed, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  settings: LocalSettings,
  log: LogSink,
  { standIns = {}, onAuthorized }: LocalModeObservation,
  closers: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<LocalMode> {
  const inState = (name: string): string => path.join(settings.directory, name);
  mkdirSync(settings.directory, { recursive: true });
  requireStateVersion(settings.directory);
  const authority = await openCertificateAuthority(inState("authority"));
  // The gateway starts first: a taken port is found before anything has been changed.
  const later: { functions?: Functions; credentials?: LocalCredentials } = {};
  const gateway = await startGateway({
    port: settings.port,
    publicName: API_NAME,
    authority,
    pushEvent: (event) => running(later)["push-event"].invoke(event),
    setupEndpoint: (event) => running(later)["setup-endpoint"].invoke(event),
    api: (event) => running(later).api.invoke(event),
    credentials: () => later.credentials,
    onError: log.error,
  });
  closers.push(() => gateway.close());

  const customers = await openAccounts(inState("accounts.json"), settings.accounts);
  const simulator = await startSimulated({
    directory: inState("aws"),
    ...accountOptions(settings, customers.accounts),
    ...(onAuthorized && { onAuthorized }),
    onUndelivered: (reason) => {
      log.error(new Error(`EventBridge gave an event up: ${reason}`));
    },
    names: {
      resolve: (host) =>
        host === API_NAME ? { address: "127.0.0.1", port: gateway.tlsPort } : undefined,
      trustedCertificates: authority.certificate,
      certificateFor: (host) => authority.certificateFor(host),
    },
  });
  closers.push(() => simulator.close());

  const operator = clientSettings(simulator.awsEndpoint, OPERATOR_ACCOUNT, REGION);
  const sqs = new SQSClient(operator);
  const s3 = new S3Client({ ...operator, forcePathStyle: true });
  const [queues, template, credentials] = await Promise.all([
    createInfrastructure({ dynamodb: new DynamoDBClient(operator), s3, sqs }),
    publishCustomerTemplate(s3, REGION),
    serveFunctionCredentials({
      iam: new IAMClient(operator),
      sessionOf: (roleArn, name) =>
        simulator.credentialsForService("lambda.amazonaws.com", roleArn, name),
      accountId: OPERATOR_ACCOUNT,
      region: REGION,
      rolePaths: ROLE_PATHS,
    }),
  ]);
  closers.push(() => credentials.close());

  const started = createFunctions({
    awsEndpoint: simulator.awsEndpoint,
    region: REGION,
    publicUrl: gateway.url,
    callbackUrl: `https://${API_NAME}`,
    template,
    consoleUrl: simulator.consoleEndpoint ?? "",
    queues,
    credentials,
    names: {
      ...standIns,
      ...Object.fromEntries(simulator.publicHosts.map((host) => [host, simulator.publicTlsPort])),
    },
    authority: authority.certificate,
    workDirectory: (name) => {
      const directory = inState(`work/${name}`);
      mkdirSync(directory, { recursive: true });
      return directory;
    },
    onLog: log.functionLine,
  });
  later.functions = started;
  closers.push(async () => {
    await Promise.all(Object.values(started).map((host) => host.close()));
  });
  // In the order in which the first start needs them.
  const first = [started.api, started["setup-endpoint"], started["setup-notification"]];
  void Promise.allSettled([...first, started["push-event"]].map((host) => host.warm()));

  const credentialsFile = inState("credentials.json");
  const tokens = await openCredentials(credentialsFile, ORGANIZATION, started.bootstrap);
  later.credentials = tokens;
  const pollers = pollQueues({
    clientOf: (name) =>
      new SQSClient({
        endpoint: simulator.awsEndpoint,
        region: REGION,
        credentials: () => Promise.resolve(credentials.session(name)),
      }),
    queues,
    functions: started,
    onError: log.error,
  });
  closers.push(() => pollers.close());

  const api = connectApi(`${gateway.url}/v1`, tokens.owner.token);
  await Promise.all([
    connectAccounts(customers, api, simulator),
    started["advisory-sync"].invoke({ starter: true }),
  ]);
  const rounds = startRounds({
    client: sqs,
    queueUrl: queues.reconcile.url,
    seconds: settings.roundSeconds,
    now: () => new Date(),
    onError: log.error,
  });
  closers.push(() => rounds.close());
  const endpoints = [simulator.registryEndpoint, ...simulator.furtherRegistryEndpoints];
  const hosts = endpoints.map((endpoint) => new URL(endpoint).host);
  return {
    url: gateway.url,
    awsEndpoint: simulator.awsEndpoint,
    consoleUrl: simulator.consoleEndpoint ?? "",
    registry: hosts[0] ?? "",
    registries: customers.accounts.map((account, index) => ({
      ...account,
      host: hosts[index] ?? "",
    })),
    credentialsFile,
    api,
    operator: {
      clients: operator,
      advisoryBucketName: ADVISORY_BUCKET_NAME,
      rematchQueueUrl: queues.rematch.url,
    },
    close,
  };
}

function running({ functions }: { readonly functions?: Functions }): Functions {
  if (functions === undefined) throw new Error("Local mode is still starting.");
  return functions;
}

/** Launches the stack of every account that is to be connected and never was. */
async function connectAccounts(
  { accounts, wasConnected, connected }: AccountList,
  api: ScoutApi,
  { awsEndpoint }: Simulator,
): Promise<void> {
  const left = accounts.filter((account) => account.connects && !wasConnected(account));
  await Promise.all(
    left.map(async (account) => {
      const { accountId, region } = account;
      const settings = clientSettings(awsEndpoint, accountId, region);
      await integrateAccount({
        ...{ api, organization: ORGANIZATION, accountId, region },
        cloudFormation: new CloudFormationClient(settings),
      });
      await connected(account);
    }),
  );
}
