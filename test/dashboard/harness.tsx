import { I18nProvider } from "@cloudscape-design/components/i18n";
import componentTexts from "@cloudscape-design/components/i18n/messages/all.en";
import { QueryClientProvider } from "@tanstack/react-query";
import { configure, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter, Route, Routes, useLocation } from "react-router";
import type { ApiClient } from "../../dashboard/src/api/api-client.ts";
import { ApiError } from "../../dashboard/src/api/api-error.ts";
import { ApiContext } from "../../dashboard/src/api/hooks.ts";
import { createQueryClient } from "../../dashboard/src/api/query-client.ts";
import { NotificationsProvider } from "../../dashboard/src/app/notifications.tsx";
import { OrganizationGate } from "../../dashboard/src/app/organization.tsx";
import { PreferencesProvider } from "../../dashboard/src/app/preferences.tsx";

// A slow, shared machine must not fail a test that is right.
configure({ asyncUtilTimeout: 20_000 });

/** What the API answers: a body, or an error to throw, by method, path and query. */
export type Answers = (method: string, url: URL, body: unknown) => unknown;

/** A page in a browser of its own. */
export interface TestPage {
  /** Requests so far, `GET /v1/…?…`, without those for who the reader is. */
  readonly asked: readonly string[];
  /** Path and query that the address shows. */
  address(): string;
}

interface PageOptions {
  /** Below the organization: `images?order=repository`. */
  readonly at: string;
  /** Path as react-router matches it. */
  readonly path?: string;
  readonly role?: "owner" | "editor" | "member";
  readonly answers: Answers;
}

/** Shows a page of the organization `demo` to one of its members. */
export function openPage(page: ReactNode, options: PageOptions): TestPage {
  prepareWindow();
  const { at, role = "owner", answers } = options;
  const path = options.path ?? at.replace(/\?.*$/, "");
  const asked: string[] = [];
  let address = "";
  function Address(): null {
    const { pathname, search } = useLocation();
    address = `${pathname}${search}`;
    return null;
  }
  const client = clientOf((method, url, body) => {
    if (url.pathname === "/v1/me") return me(role);
    if (url.pathname === "/v1/brand") return { name: "Test Scout" };
    asked.push(`${method} ${url.pathname}${url.search}`);
    return answers(method, url, body);
  });
  render(
    <PreferencesProvider>
      <I18nProvider locale="en" messages={[componentTexts]}>
        <QueryClientProvider client={createQueryClient()}>
          <ApiContext value={client}>
            <NotificationsProvider>
              <MemoryRouter initialEntries={[`/o/demo/${at}`]}>
                <Address />
                <Routes>
                  <Route
                    path={`/o/:organization/${path}`}
                    element={<OrganizationGate>{page}</OrganizationGate>}
                  />
                  <Route path="*" element={<p>Another page</p>} />
                </Routes>
              </MemoryRouter>
            </NotificationsProvider>
          </ApiContext>
        </QueryClientProvider>
      </I18nProvider>
    </PreferencesProvider>,
  );
  return { asked, address: () => address };
}

/** A refusal as the API words it. */
export function refusal(status: number, code: string, detail: string): ApiError {
  const problem = { type: `urn:ecr-scout:problem:${code}`, title: detail, status, detail };
  return new ApiError("refused", detail, { status, problem });
}

/** What jsdom's window lacks and every browser has. */
export function prepareWindow(): void {
  localStorage.clear();
  const escape = (name: string) => name.replaceAll(/[^\w-]/g, String.raw`\$&`);
  Object.assign(globalThis, { CSS: { escape } });
  Object.assign(window, {
    matchMedia: (media: string) => ({
      media,
      matches: false,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }),
    ResizeObserver: class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    },
    // No style sheet is loaded here: what an element says itself is all there is, at a tenth of the
    // time that jsdom takes for it, of which every query by role asks hundreds of times.
    getComputedStyle: (element: HTMLElement) => (element.hidden ? HIDDEN : element.style),
  });
}

const HIDDEN = Object.assign(document.createElement("i"), { style: "display: none" }).style;

function clientOf(answers: Answers): ApiClient {
  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await Promise.resolve(answers(method, new URL(path, "http://test"), body));
    if (answer instanceof Error) throw answer;
    return answer;
  }
  return {
    get: (path) => ask("GET", path) as never,
    change: (method, path, body) => ask(method, path, body) as never,
    read: (path) => ask("GET", path) as never,
  };
}

function me(role: string): unknown {
  const organizations = [{ organizationId: "demo", name: "Demo", role }];
  return { issuer: "ecr-scout", subject: "1", name: "Ada", organizations };
}
