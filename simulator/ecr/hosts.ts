import type { Registry } from "./repository.ts";

/** Host name of an account's registry. */
export function registryHost({ accountId, region }: Registry): string {
  return `${accountId}.dkr.ecr.${region}.amazonaws.com`;
}

/** Host name of the bucket that a Region's layers are downloaded from. */
export function layerHost(region: string): string {
  return `prod-${region}-starport-layer-bucket.s3.${region}.amazonaws.com`;
}

/** What an AWS host name of ECR's data plane stands for. */
export type EcrHost =
  | { readonly kind: "registry"; readonly registry: Registry }
  | { readonly kind: "layers"; readonly region: string };

/** Reads a host name (without port) of ECR's data plane; undefined for every other name. */
export function parseEcrHost(host: string): EcrHost | undefined {
  const registry = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host);
  if (registry !== null) {
    const [, accountId = "", region = ""] = registry;
    return { kind: "registry", registry: { accountId, region } };
  }
  const layers = /^prod-([a-z0-9-]+)-starport-layer-bucket\.s3\.([a-z0-9-]+)\.amazonaws\.com$/.exec(
    host,
  );
  if (layers === null || layers[1] !== layers[2]) return undefined;
  return { kind: "layers", region: layers[1] ?? "" };
}

/** Whether a Host header names this machine by its loopback interface. */
export function isLoopbackHost(host: string | undefined): boolean {
  const name = (host ?? "").replace(/:\d+$/, "").toLowerCase();
  return name === "localhost" || name === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}
