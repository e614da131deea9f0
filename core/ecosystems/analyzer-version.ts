/**
 * Version of what the ecosystems find. It is part of every key of a cached layer
 * result: raise it whenever the same bytes would give another result.
 */
export const ANALYZER_VERSION = "1";
