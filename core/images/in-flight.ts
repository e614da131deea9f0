/**
 * Until then an event may be on its way to us: what it will tell is not missed. EventBridge
 * delivers within seconds, and repeats what was not taken for a while.
 */
export const IN_FLIGHT_SECONDS = 300;
