import { startConsole } from "./console/start-console.ts";
import { openServices, type OpenServices } from "./open-services.ts";
import type { SimulatorOptions } from "./options.ts";
import { listenPublicSites } from "./public/listen-public-sites.ts";
import { startAwsServer } from "./server/aws-server.ts";
import { credentialsForService } from "./sts/sts-service.ts";

/** Credentials as the AWS SDK takes them. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** A running simulated AWS. */
export interface Simulator {
  /** `http://127.0.0.1:<port>` of every service. */
  readonly awsEndpoint: string;
  /** `http://127.0.0.1:<port>` of the registry for OCI clients. */
  readonly registryEndpoint: string;
  /** Of `furtherRegistries`, in their order. */
  readonly furtherRegistryEndpoints: readonly string[];
  /** `http://127.0.0.1:<port>` of the console; undefined without one. */
  readonly consoleEndpoint: string | undefined;
  /**
   * TLS port of AWS's public names: registries, layers, SNS, the bucket of custom resources'
   * responses, and S3's buckets.
   */
  readonly publicTlsPort: number;
  /** The names that live there, but for those of buckets (`<bucket>.s3.<region>.amazonaws.com`). */
  readonly publicHosts: readonly string[];
  /**
   * What an AWS service gets for a role that trusts it, as Lambda for a function's execution role.
   *
   * @param service For example `lambda.amazonaws.com`.
   * @throws AwsError NoSuchEntity, AccessDeniedException
   */
  credentialsForService(
    service: string,
    roleArn: string,
    sessionName: string,
  ): TemporaryCredentials;
  /** Ends all connections, stops what runs in the background and closes the state. */
  close(): Promise<void>;
}

/** Longest session of a role; whoever runs longer than that asks again. */
const SERVICE_SESSION_SECONDS = 12 * 3600;

/**
 * Starts the simulated AWS accounts on 127.0.0.1.
 *
 * @throws PortInUseError naming the port and the option that moves it.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  let awsEndpoint = "";
  const services = openServices(options, () => awsEndpoint);
  /** In the order of starting; they end in the opposite one. */
  const running: { close(): Promise<void> }[] = [services];
  async function close(): Promise<void> {
    for (const part of running.splice(0).reverse()) await part.close();
  }
  try {
    const server = await startAwsServer({ ...services.endpoint, port: options.awsPort });
    running.push(server);
    awsEndpoint = `http://127.0.0.1:${server.port}`;
    const registry = await services.ecr.listen({
      registryPort: options.registryPort,
      localRegistry: { accountId: options.registryAccountId, region: options.region },
    });
    running.push(registry);
    const furtherRegistries: string[] = [];
    for (const { accountId, region, port } of options.furtherRegistries ?? []) {
      const further = await services.ecr.listen({
        registryPort: port,
        localRegistry: { accountId, region },
      });
      running.push(further);
      furtherRegistries.push(`http://127.0.0.1:${further.registryPort}`);
    }
    const publicNames = await listenPublicSites(services.publicSites, options.names);
    running.push(publicNames);
    const consoleEndpoint = await openConsole(options, services, running);
    return {
      awsEndpoint,
      furtherRegistryEndpoints: furtherRegistries,
      consoleEndpoint,
      registryEndpoint: `http://127.0.0.1:${registry.registryPort}`,
      publicTlsPort: publicNames.port,
      publicHosts: services.publicSites.flatMap(({ hosts }) => hosts),
      credentialsForService: (service, roleArn, sessionName) => {
        const seconds = SERVICE_SESSION_SECONDS;
        const session = credentialsForService(services.sts, service, roleArn, sessionName, seconds);
        const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = session;
        return { accessKeyId, secretAccessKey, sessionToken, expiration: expiresAt };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @returns its address, or undefined where none was asked for. */
async function openConsole(
  options: SimulatorOptions,
  { operations, cloudFormation }: OpenServices,
  running: { close(): Promise<void> }[],
): Promise<string | undefined> {
  if (options.console === undefined) return undefined;
  const started = await startConsole({
    ...options.console,
    services: operations,
    restore: cloudFormation.restore,
  });
  running.push(started);
  return `http://127.0.0.1:${started.port}`;
}
