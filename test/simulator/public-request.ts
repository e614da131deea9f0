import { request } from "node:https";
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import type { Simulator } from "../../simulator/simulator.ts";
import type { TestNames } from "./certificates.ts";

/** What one of AWS's public names answered. */
export interface PublicAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request to a public https name of AWS, which lives on the simulator's TLS port. */
export function publicRequest(
  simulator: Pick<Simulator, "publicTlsPort">,
  names: TestNames,
  url: string | URL,
  options: {
    readonly method?: string;
    readonly headers?: OutgoingHttpHeaders;
    readonly body?: string;
  } = {},
): Promise<PublicAnswer> {
  const { hostname, host, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    request(
      {
        host: "127.0.0.1",
        port: simulator.publicTlsPort,
        servername: hostname,
        path: `${pathname}${search}`,
        method: options.method ?? "GET",
        ca: names.trustedCertificates,
        agent: false,
        headers: { host, ...options.headers },
      },
      (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => (body += chunk.toString()));
        response.on("end", () => {
          resolve({ status: response.statusCode, headers: response.headers, body });
        });
      },
    )
      .on("error", reject)
      .end(options.body);
  });
}
