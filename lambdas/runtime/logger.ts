import { Logger } from "@aws-lambda-powertools/logger";

/**
 * The logger of one function: JSON lines on stdout, level from `POWERTOOLS_LOG_LEVEL`. It
 * satisfies core's `Log` port.
 *
 * @param step The function's step, one word, for example `push` or `analysis`.
 */
export function createLogger(step: string): Logger {
  return new Logger({ serviceName: step });
}
