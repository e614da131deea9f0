export const en = {
  offline: "The service was not reached",
  offlineAdvice:
    "Check your connection and that the service runs. This page tries again by itself.",
  timeout: "The service did not answer in time",
  timeoutAdvice: "It may be busy. This page tries again by itself.",
  session: "Your session has ended",
  sessionAdvice: "Sign in again to go on.",
  forbidden: "Your role is not enough",
  notFound: "There is no such thing",
  refused: "The request was refused",
  failed: "The service failed",
  failedAdvice:
    "Try again in a moment. If it goes on, tell whoever runs the service the number of the request.",
  request: (id: string) => `Request ${id}`,
  stale: "What you see may be out of date",
  tryAgain: "Try again",
};
