import type { RequestListener } from "node:http";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createSnsNetwork } from "../../../adapters/aws/sns-network.ts";
import type { SnsNetwork } from "../../../core/integrations/setup-port.ts";
import { type HttpsHost, startHttpsHost } from "./https-host.ts";

const HOST = "sns.us-east-1.amazonaws.com";
const CERTIFICATE = new URL(`https://${HOST}/SimpleNotificationService-0.pem`);
const CONFIRMATION = new URL(`https://${HOST}/?Action=ConfirmSubscription&Token=secret-token`);

let host: HttpsHost;
let network: SnsNetwork;
beforeAll(async () => {
  host = await startHttpsHost(HOST);
  network = createSnsNetwork({ dispatcher: host.dispatcher });
});
afterAll(async () => {
  await host.close();
});

function answering(status: number, body = "", headers = {}): RequestListener {
  return (_request, response) => response.writeHead(status, headers).end(body);
}

const elsewhere = { location: `https://${HOST}/elsewhere` };
const error = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code></Error></ErrorResponse>`;

describe("a certificate", () => {
  test("is fetched as it is, by a plain request", async () => {
    let asked: unknown;
    host.answer = ({ method, url, headers }, response) => {
      const { host: name, connection, authorization } = headers;
      asked = { method, url, name, connection, authorization };
      response.end("-----BEGIN CERTIFICATE-----\n");
    };
    expect(await network.certificate(CERTIFICATE)).toBe("-----BEGIN CERTIFICATE-----\n");
    expect(asked).toEqual({
      method: "GET",
      url: "/SimpleNotificationService-0.pem",
      name: HOST,
      // A function sleeps between two requests: a connection that was kept would be dead.
      connection: "close",
      authorization: undefined,
    });
  });

  test("that is not there will never be", async () => {
    host.answer = answering(404);
    await expect(network.certificate(CERTIFICATE)).rejects.toMatchObject({
      name: "PermanentError",
      code: "certificate-not-found",
    });
  });

  test.each([
    ["a redirect", answering(302, "", elsewhere)],
    ["a refusal", answering(403, error("AccessDenied"))],
    ["a fault", answering(503)],
    ["more than a certificate", answering(200, "a".repeat(16 * 1024 + 1))],
    ["a broken connection", ({ socket }) => socket.destroy()],
  ] satisfies [string, RequestListener][])("is asked for later after %s", async (_name, answer) => {
    let requests = 0;
    host.answer = (request, response) => {
      requests += 1;
      answer(request, response);
    };
    await expect(network.certificate(CERTIFICATE)).rejects.toMatchObject({
      name: "TransientError",
      code: "sns-unavailable",
    });
    expect(requests).toBe(1);
  });

  test("as large as allowed is taken", async () => {
    host.answer = answering(200, "a".repeat(16 * 1024));
    expect(await network.certificate(CERTIFICATE)).toHaveLength(16 * 1024);
  });
});

describe("a subscription", () => {
  test("is confirmed by the request as it was built, without a signature", async () => {
    let asked: unknown;
    host.answer = ({ url, headers }, response) => {
      asked = { url, authorization: headers.authorization };
      response.end("<ConfirmSubscriptionResponse/>");
    };
    await network.confirmSubscription(CONFIRMATION);
    expect(asked).toEqual({ url: "/?Action=ConfirmSubscription&Token=secret-token" });
  });

  test.each([
    [400, error("InvalidParameter"), "InvalidParameter"],
    [404, error("NotFound"), "NotFound"],
    [403, "not XML", "status 403"],
    [400, error("a".repeat(65)), "status 400"],
  ])("may be refused: %d %s", async (status, body, code) => {
    host.answer = answering(status, body);
    await expect(network.confirmSubscription(CONFIRMATION)).rejects.toMatchObject({
      name: "PermanentError",
      code: "subscription-refused",
      message: expect.stringContaining(`(${code})`),
    });
  });

  test.each([
    [302, ""],
    [400, error("Throttling")],
    [400, error("ThrottledException")],
    [429, ""],
    [500, error("InternalError")],
    [202, ""],
  ])("may be confirmed later: %d %s", async (status, body) => {
    host.answer = answering(status, body, status === 302 ? elsewhere : {});
    await expect(network.confirmSubscription(CONFIRMATION)).rejects.toMatchObject({
      name: "TransientError",
    });
  });

  test("is tried again when nothing is answered in time; no error shows its token", async () => {
    host.answer = () => undefined;
    const patient = createSnsNetwork({ dispatcher: host.dispatcher, timeoutMilliseconds: 50 });
    const failure = await patient.confirmSubscription(CONFIRMATION).catch((e: unknown) => e);
    expect(failure).toMatchObject({
      name: "TransientError",
      message: `${HOST} did not answer (it took too long). It is tried again.`,
    });
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain("secret-token");
  });

  test("whose answer never ends is not waited for", async () => {
    host.answer = (_request, response) => {
      response.writeHead(200).write("<Confirm");
    };
    const patient = createSnsNetwork({ dispatcher: host.dispatcher, timeoutMilliseconds: 50 });
    await expect(patient.confirmSubscription(CONFIRMATION)).rejects.toMatchObject({
      name: "TransientError",
    });
  });
});

describe("SNS", () => {
  test("is not at a name that leads to this machine", async () => {
    await expect(
      createSnsNetwork().certificate(new URL("https://localhost:1/a.pem")),
    ).rejects.toMatchObject({
      name: "TransientError",
      message: "localhost:1 did not answer (its address is not public). It is tried again.",
    });
  });

  test.each(["https://127.0.0.1/a.pem", "https://[::1]/a.pem", "http://localhost/a.pem"])(
    "is not at %s",
    async (address) => {
      await expect(network.certificate(new URL(address))).rejects.toThrow("no public https name");
    },
  );
});
