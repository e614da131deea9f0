import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createStackResponder } from "../../../adapters/aws/stack-responder.ts";
import type { CustomResourceResponse } from "../../../core/contract/custom-resource.ts";
import type { StackResponder } from "../../../core/integrations/setup-port.ts";
import { type HttpsHost, startHttpsHost } from "./https-host.ts";

const HOST = "cloudformation-custom-resource-response-useast1.s3.us-east-1.amazonaws.com";
const URL_OF_ANSWER = new URL(`https://${HOST}/arn%3Aaws%3A1?X-Amz-Signature=secret-signature`);
const ANSWER: CustomResourceResponse = {
  Status: "FAILED",
  Reason: "Die Rolle fehlt – ändere sie.",
  PhysicalResourceId: "ecr-scout-1-setup",
  StackId: "arn:aws:cloudformation:us-east-1:222222222222:stack/Scout/1",
  RequestId: "1",
  LogicalResourceId: "ScoutSetup",
};

let host: HttpsHost;
let responder: StackResponder;
beforeAll(async () => {
  host = await startHttpsHost(HOST);
  responder = createStackResponder({ dispatcher: host.dispatcher });
});
afterAll(async () => {
  await host.close();
});

describe("an answer to CloudFormation", () => {
  test("is put as it is, with its length and without a content type", async () => {
    const chunks: Buffer[] = [];
    let asked: unknown;
    host.answer = (request, response) => {
      const { method, url, headers } = request;
      asked = {
        method,
        url,
        contentType: headers["content-type"],
        transferEncoding: headers["transfer-encoding"],
        length: headers["content-length"],
      };
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => response.end());
    };
    await responder.respond(URL_OF_ANSWER, ANSWER);
    const body = Buffer.concat(chunks);
    expect(JSON.parse(body.toString())).toEqual(ANSWER);
    expect(asked).toEqual({
      method: "PUT",
      url: "/arn%3Aaws%3A1?X-Amz-Signature=secret-signature",
      contentType: undefined,
      transferEncoding: undefined,
      length: String(body.length),
    });
  });

  test.each([
    [403, "<Error><Code>AccessDenied</Code></Error>", "(AccessDenied)"],
    [404, "", "answered 404:"],
  ])("may come too late: %d", async (status, body, text) => {
    host.answer = (_request, response) => response.writeHead(status).end(body);
    await expect(responder.respond(URL_OF_ANSWER, ANSWER)).rejects.toMatchObject({
      name: "PermanentError",
      code: "response-refused",
      message: expect.stringContaining(text),
    });
  });

  test.each([307, 400, 500, 503])("is sent again after %d", async (status) => {
    const headers = status === 307 ? { location: `https://${HOST}/elsewhere` } : {};
    host.answer = (_request, response) => response.writeHead(status, headers).end();
    await expect(responder.respond(URL_OF_ANSWER, ANSWER)).rejects.toMatchObject({
      name: "TransientError",
      code: "response-unavailable",
    });
  });

  test.each([
    ["a broken connection", 5000, true],
    ["no answer in time", 50, false],
  ])("is sent again after %s; no error shows the signature", async (_name, time, isBroken) => {
    host.answer = (request) => {
      if (isBroken) request.socket.destroy();
    };
    const patient = createStackResponder({
      dispatcher: host.dispatcher,
      timeoutMilliseconds: time,
    });
    const failure = await patient.respond(URL_OF_ANSWER, ANSWER).catch((e: unknown) => e);
    expect(failure).toMatchObject({ name: "TransientError", code: "response-unavailable" });
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain("secret-signature");
  });

  test("is not sent when CloudFormation would not read it whole", async () => {
    let requests = 0;
    host.answer = (_request, response) => {
      requests += 1;
      response.end();
    };
    const empty = Buffer.byteLength(JSON.stringify({ ...ANSWER, Reason: "" }));
    const longest = { ...ANSWER, Reason: "a".repeat(4096 - empty) };
    await responder.respond(URL_OF_ANSWER, longest);
    const longer = { ...ANSWER, Reason: `${longest.Reason}a` };
    await expect(responder.respond(URL_OF_ANSWER, longer)).rejects.toThrow("4097 bytes");
    expect(requests).toBe(1);
  });
});
