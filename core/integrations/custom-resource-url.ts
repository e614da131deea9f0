import { PermanentError } from "../errors.ts";
import { dnsSuffixOf } from "./registry-host.ts";

/**
 * The address at which CloudFormation waits for an answer, if its host is one of the buckets
 * that CloudFormation has for the stack's Region; never contacted otherwise.
 *
 * @throws PermanentError `response-url-refused`, which names the host, without the query, for
 *   whoever has that may answer
 */
export function responseUrl(text: string, region: string): URL {
  const url = URL.parse(text) ?? undefined;
  const isHttps = url?.protocol === "https:" && url.port === "";
  const isPlain = url?.username === "" && url.password === "";
  if (url && isHttps && isPlain && responseHosts(region).includes(url.host)) return url;
  throw new PermanentError(
    "response-url-refused",
    `The stack asked to be answered at ${hostOf(url)}, which is no address of CloudFormation in ${region}; nothing was sent there. If the stack was launched in a Region of AWS that is new, tell the operator of this service; else somebody else publishes to the stack's topic: delete the stack.`,
  );
}

/** As seen in requests of CloudFormation; older Regions have the form with a hyphen, too. */
function responseHosts(region: string): readonly string[] {
  const bucket = `cloudformation-custom-resource-response-${region.replaceAll("-", "")}`;
  const suffix = dnsSuffixOf(region);
  const hosts = [`${bucket}.s3.${region}.${suffix}`, `${bucket}.s3-${region}.${suffix}`];
  return region === "us-east-1" ? [...hosts, `${bucket}.s3.${suffix}`] : hosts;
}

function hostOf(url: URL | undefined): string {
  if (url === undefined) return "an address that is none";
  return `${url.protocol}//${url.host}`.slice(0, 300);
}
