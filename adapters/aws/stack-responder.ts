import type { Dispatcher } from "undici";
import { PermanentError, TransientError } from "../../core/errors.ts";
import type { StackResponder } from "../../core/integrations/setup-port.ts";
import { awsErrorCodeIn, createPublicHttps } from "./public-https.ts";

/** For tests. */
export interface StackResponderOptions {
  readonly dispatcher?: Dispatcher;
  readonly timeoutMilliseconds?: number;
}

const TIMEOUT_MILLISECONDS = 5000;
/** CloudFormation reads no more: an answer that is longer is as good as none. */
const MAX_BYTES = 4096;

/**
 * Answers CloudFormation by the presigned address of its request. The signature covers the
 * content type, which therefore stays away.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function createStackResponder(options: StackResponderOptions = {}): StackResponder {
  const send = createPublicHttps({
    errorCode: "response-unavailable",
    timeoutMilliseconds: TIMEOUT_MILLISECONDS,
    ...options,
  });
  return {
    async respond(url, response) {
      const body = Buffer.from(JSON.stringify(response));
      if (body.length > MAX_BYTES) {
        throw new Error(`An answer to CloudFormation has ${body.length} bytes, over ${MAX_BYTES}`);
      }
      const { status, body: said } = await send({ method: "PUT", url, body });
      if (status >= 200 && status < 300) return;
      const code = awsErrorCodeIn(said);
      const answered = `${url.host} answered ${status}${code === undefined ? "" : ` (${code})`}`;
      if (status === 403 || status === 404) {
        throw new PermanentError(
          "response-refused",
          `${answered}: CloudFormation no longer takes the answer for ${response.LogicalResourceId}. The operation is over or timed out; look at the stack's events.`,
        );
      }
      throw new TransientError("response-unavailable", `${answered}. It is tried again.`);
    },
  };
}
