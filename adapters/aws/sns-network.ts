import type { Dispatcher } from "undici";
import { PermanentError, TransientError } from "../../core/errors.ts";
import type { SnsNetwork } from "../../core/integrations/setup-port.ts";
import { awsErrorCodeIn, createPublicHttps, type PublicAnswer } from "./public-https.ts";

/** For tests. */
export interface SnsNetworkOptions {
  readonly dispatcher?: Dispatcher;
  readonly timeoutMilliseconds?: number;
}

/** SNS waits 15 seconds for the endpoint, which may need both requests. */
const TIMEOUT_MILLISECONDS = 3000;

/** SNS's public hosts: its signing certificates, and the confirmation of a subscription. */
export function createSnsNetwork(options: SnsNetworkOptions = {}): SnsNetwork {
  const send = createPublicHttps({
    errorCode: "sns-unavailable",
    timeoutMilliseconds: TIMEOUT_MILLISECONDS,
    ...options,
  });
  return {
    async certificate(url) {
      const answer = await send({ method: "GET", url });
      if (answer.status === 404) {
        throw new PermanentError(
          "certificate-not-found",
          `${url.host} serves no certificate at ${url.pathname}, so the message's signature can't be checked.`,
        );
      }
      if (answer.status !== 200) throw unexpected(url, answer);
      if (answer.body === undefined) {
        throw new TransientError(
          "sns-unavailable",
          `${url.host} answered with more than a certificate. It is tried again.`,
        );
      }
      return answer.body.toString("utf8");
    },
    async confirmSubscription(url) {
      const answer = await send({ method: "GET", url });
      if (answer.status === 200) return;
      if (answer.status < 400 || answer.status >= 500) throw unexpected(url, answer);
      const code = awsErrorCodeIn(answer.body) ?? `status ${answer.status}`;
      if (isThrottled(answer.status, code)) throw unexpected(url, answer);
      throw new PermanentError(
        "subscription-refused",
        `SNS did not confirm the subscription of the stack's topic (${code}). Its topic or its token is gone; delete the stack and launch it again.`,
      );
    },
  };
}

/** Query services throttle by status 400 and a code. */
function isThrottled(status: number, code: string): boolean {
  return status === 429 || status === 408 || code.startsWith("Throttl");
}

function unexpected(url: URL, { status, body }: PublicAnswer): TransientError {
  const code = awsErrorCodeIn(body);
  return new TransientError(
    "sns-unavailable",
    `${url.host} answered ${status}${code === undefined ? "" : ` (${code})`}. It is tried again.`,
  );
}
