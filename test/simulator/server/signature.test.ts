import { connect } from "node:net";
import { expect, test } from "@jest/globals";
import { start } from "../start.ts";

// AWS's own examples of signed requests:
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
const EXAMPLE = {
  accountId: "123456789012",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const DATE = "2013-05-24T00:00:00Z";
const EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

function byHeader(path: string, names: string, signature: string, headers: string[] = []): string {
  return [
    `GET ${path} HTTP/1.1`,
    "Host: examplebucket.s3.amazonaws.com",
    `x-amz-content-sha256: ${EMPTY_SHA256}`,
    "x-amz-date: 20130524T000000Z",
    ...headers,
    "Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request," +
      `SignedHeaders=${names},Signature=${signature}`,
    "Connection: close",
    "",
    "",
  ].join("\r\n");
}

function byLink(signature: string, expires = 86_400): string {
  const query =
    "X-Amz-Algorithm=AWS4-HMAC-SHA256" +
    "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request" +
    `&X-Amz-Date=20130524T000000Z&X-Amz-Expires=${expires}&X-Amz-SignedHeaders=host` +
    `&X-Amz-Signature=${signature}`;
  return `GET /test.txt?${query} HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\nConnection: close\r\n\r\n`;
}

const RANGE = "Range: bytes=0-9";
const GET_NAMES = "host;range;x-amz-content-sha256;x-amz-date";
const GET = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41";
const LIST_NAMES = "host;x-amz-content-sha256;x-amz-date";
const LIST = "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7";
const LINK = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";

/** Sends a request as AWS printed it; answers the error's code. */
async function answer(request: string, later = 0): Promise<string | undefined> {
  const now = () => new Date(Date.parse(DATE) + later);
  const simulator = await start({ accounts: [EXAMPLE], now });
  const socket = connect(Number(new URL(simulator.awsEndpoint).port), "127.0.0.1");
  socket.end(request);
  const chunks: Buffer[] = [];
  for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk);
  return /<Code>(\w+)<\/Code>/u.exec(Buffer.concat(chunks).toString())?.[1];
}

const ACCEPTED = "NoSuchBucket";

test.each([
  ["a GET signed by headers", byHeader("/test.txt", GET_NAMES, GET, [RANGE]), ACCEPTED],
  [
    "a listing with a query",
    byHeader("/?max-keys=2&prefix=J", LIST_NAMES, LIST),
    // Version 1 of the listing, which comes after the signature's check.
    "NotImplemented",
  ],
  ["a presigned link", byLink(LINK), ACCEPTED],
  [
    "a GET of another object",
    byHeader("/test2.txt", GET_NAMES, GET, [RANGE]),
    "SignatureDoesNotMatch",
  ],
  [
    "a signed header that was changed",
    byHeader("/test.txt", GET_NAMES, GET, ["Range: bytes=0-99"]),
    "SignatureDoesNotMatch",
  ],
  [
    "a query that was changed",
    byHeader("/?max-keys=3&prefix=J", LIST_NAMES, LIST),
    "SignatureDoesNotMatch",
  ],
  ["a link with another life", byLink(LINK, 86_401), "SignatureDoesNotMatch"],
  ["a link with a longer signature", byLink(`${LINK}0`), "AuthorizationHeaderMalformed"],
])("%s", async (_, request, expected) => {
  expect(await answer(request)).toBe(expected);
});

test("a link ends when it says", async () => {
  expect(await answer(byLink(LINK), 86_399_000)).toBe(ACCEPTED);
  expect(await answer(byLink(LINK), 86_400_000)).toBe("AccessDenied");
});

test("two ways of signing at once are one too many", async () => {
  const both = byLink(LINK).replace(
    "\r\nConnection",
    "\r\nAuthorization: AWS4-HMAC-SHA256 x\r\nConnection",
  );
  expect(await answer(both)).toBe("InvalidArgument");
});
