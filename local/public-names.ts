/** Where the public https names of local mode live: host name → a port of 127.0.0.1. */
export type PublicNameMap = Readonly<Record<string, number>>;

/** Environment variable that carries the map, as JSON, to a function's worker. */
export const PUBLIC_NAMES_VARIABLE = "LOCAL_PUBLIC_NAMES";
/** Environment variable that carries the local authority's certificate to a function's worker. */
export const AUTHORITY_VARIABLE = "LOCAL_CERTIFICATE_AUTHORITY";
