import { createRequire, syncBuiltinESMExports } from "node:module";
import type { ConnectionOptions, TLSSocket } from "node:tls";
import { AUTHORITY_VARIABLE, PUBLIC_NAMES_VARIABLE, type PublicNameMap } from "./public-names.ts";

/**
 * Loaded before a function in its worker: TLS connections to the mapped names end at
 * this machine, under the local authority; every other name goes where it always goes.
 * The product's code does not know: it connects to the public names that AWS has.
 */
type Connect = (options: ConnectionOptions, listener?: () => void) => TLSSocket;

const tls = createRequire(import.meta.url)("node:tls") as { connect: Connect };

const names = JSON.parse(process.env[PUBLIC_NAMES_VARIABLE] ?? "{}") as PublicNameMap;
const authority = process.env[AUTHORITY_VARIABLE];
const connect = tls.connect;

tls.connect = function connectMapped(options: ConnectionOptions, listener?: () => void) {
  const host = options.servername ?? options.host;
  const port = host === undefined ? undefined : names[host];
  if (host === undefined || port === undefined || authority === undefined) {
    return connect(options, listener);
  }
  // The name is resolved here and now, so a lookup that the caller brought is not asked.
  const { lookup, socket, ...rest } = options;
  return connect({ ...rest, host: "127.0.0.1", port, servername: host, ca: [authority] }, listener);
};
syncBuiltinESMExports();
