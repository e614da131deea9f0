import { type FakeAnswer, type FakeService, startService } from "./fake-service.ts";
import { scout, type ScoutOptions, type ScoutRun } from "./scout.ts";

/** A run against a fake service, with what the service was asked. */
export interface ServiceRun extends ScoutRun {
  readonly asked: { readonly what: string; readonly body: unknown }[];
}

/** Answers a request by method and path below the organization. */
export type ServiceAnswer = (url: URL, path: string, method: string) => FakeAnswer | undefined;

/** Runs the program against a service that answers so; its address is shown as http://service. */
export async function runOnService(
  folder: string,
  answer: ServiceAnswer,
  args: readonly string[],
  options: ScoutOptions = {},
): Promise<ServiceRun> {
  const service: FakeService = await startService(answer);
  try {
    const environment = { ...service.environment, ...options.environment };
    const run = await scout(folder, args, { ...options, environment });
    const shown = (text: string): string =>
      text.replaceAll(service.environment.SCOUT_URL, "http://service");
    return {
      code: run.code,
      stdout: shown(run.stdout),
      stderr: shown(run.stderr),
      asked: service.requests.map(({ method, url, body }) => ({
        what: `${method} ${url.pathname.replace("/v1/organizations/demo", "")}${url.search}`,
        body,
      })),
    };
  } finally {
    await service.close();
  }
}
