import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createSecureContext } from "node:tls";
import { afterEach } from "@jest/globals";
import type { Simulator } from "../../../../simulator/simulator.ts";
import type { TestNames } from "../../certificates.ts";
import { publicRequest, type PublicAnswer } from "../../public-request.ts";

export const HOST = "setup.scout.example";

/** A request of CloudFormation, as a custom resource's provider gets it. */
export interface CustomRequest {
  readonly RequestType: string;
  readonly RequestId: string;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

/** Somebody's https endpoint that confirms its subscription and answers custom resources. */
export interface CustomProvider {
  /** The simulator at which it confirms and answers. */
  use(simulator: Simulator): void;
  /** The next request that nobody has taken yet, with the message that carried it. */
  next(): Promise<CustomRequest>;
  /** Requests that nobody has taken yet. */
  readonly waiting: readonly CustomRequest[];
  /** Subjects of all notifications. */
  readonly subjects: readonly (string | undefined)[];
  /** PUTs an answer: `changes` over a good one. */
  answer(
    request: CustomRequest,
    changes?: Readonly<Record<string, unknown>>,
  ): Promise<PublicAnswer>;
  /** PUTs a body. */
  put(url: string, body: string, headers?: Record<string, string>): Promise<PublicAnswer>;
}

const endings: (() => void)[] = [];

/** Starts the provider under HOST. */
export async function startProvider(names: TestNames): Promise<CustomProvider> {
  const { key, certificate } = await names.certificateFor(HOST);
  const context = createSecureContext({ key, cert: certificate });
  let simulator: Simulator | undefined;
  const waiting: CustomRequest[] = [];
  const subjects: (string | undefined)[] = [];
  const takers: (() => void)[] = [];
  /** SNS may deliver a message again, for example when it was stopped before it heard of it. */
  const taken = new Set<string | undefined>();

  async function take(body: string): Promise<void> {
    const message = JSON.parse(body) as Readonly<Record<string, string>>;
    if (message["Type"] === "SubscriptionConfirmation" && simulator !== undefined) {
      await publicRequest(simulator, names, message["SubscribeURL"] ?? "");
    } else if (message["Type"] === "Notification" && !taken.has(message["MessageId"])) {
      taken.add(message["MessageId"]);
      subjects.push(message["Subject"]);
      waiting.push(JSON.parse(message["Message"] ?? "") as CustomRequest);
      takers.shift()?.();
    }
  }

  const server = createServer(
    {
      SNICallback: (_name, answer) => {
        answer(null, context);
      },
    },
    (request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        void take(body).then(() => response.end());
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  names.add(HOST, (server.address() as AddressInfo).port);
  endings.push(() => {
    server.closeAllConnections();
    server.close();
  });

  const put: CustomProvider["put"] = (url, body, headers = {}) => {
    if (simulator === undefined) throw new Error("There is no simulator yet");
    return publicRequest(simulator, names, url, { method: "PUT", body, headers });
  };
  return {
    use: (one) => {
      simulator = one;
    },
    async next() {
      for (;;) {
        const request = waiting.shift();
        if (request !== undefined) return request;
        await new Promise<void>((resolve) => takers.push(resolve));
      }
    },
    waiting,
    subjects,
    put,
    answer({ StackId, RequestId, LogicalResourceId, ...request }, changes = {}) {
      const PhysicalResourceId = request.PhysicalResourceId ?? "physical";
      const good = { Status: "SUCCESS", PhysicalResourceId, StackId, RequestId, LogicalResourceId };
      return put(request.ResponseURL, JSON.stringify({ ...good, ...changes }));
    },
  };
}

afterEach(() => {
  for (const end of endings.splice(0)) end();
});
