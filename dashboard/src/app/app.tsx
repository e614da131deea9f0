import { I18nProvider, type I18nProviderProps } from "@cloudscape-design/components/i18n";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, Suspense, useEffect, useState } from "react";
import { BrowserRouter, Navigate, Route, Routes } from "react-router";
import type { ApiClient } from "../api/api-client.ts";
import { ApiContext } from "../api/hooks.ts";
import type { Session } from "../session/session.ts";
import { SessionContext } from "../session/session-context.ts";
import { SessionGate } from "../session/session-gate.tsx";
import type { Language } from "../texts/catalog.ts";
import { useBrand } from "./brand.ts";
import { FIRST_PAGE } from "./page-paths.ts";
import { NotFound } from "./not-found.tsx";
import { NotificationsProvider } from "./notifications.tsx";
import { OrganizationEntry, OrganizationGate } from "./organization.tsx";
import { accountRoutes, pageRoutes } from "./page-routes.ts";
import { PreferencesProvider, usePreferences } from "./preferences.tsx";
import { Shell } from "./shell.tsx";

interface AppProps {
  readonly session: Session;
  readonly client: ApiClient;
  readonly queries: QueryClient;
}

/** The dashboard. */
export function App({ session, client, queries }: AppProps) {
  return (
    <PreferencesProvider>
      <ComponentTexts>
        <QueryClientProvider client={queries}>
          <SessionContext value={session}>
            <ApiContext value={client}>
              <NotificationsProvider>
                <SignedInRoutes />
              </NotificationsProvider>
            </ApiContext>
          </SessionContext>
        </QueryClientProvider>
      </ComponentTexts>
    </PreferencesProvider>
  );
}

/**
 * The router starts when somebody is signed in: by then the address is the view again, no longer
 * the identity provider's answer.
 */
function SignedInRoutes() {
  const brand = useBrand();
  return (
    <SessionGate brand={brand}>
      <BrowserRouter>
        <PageRoutes />
      </BrowserRouter>
    </SessionGate>
  );
}

function PageRoutes() {
  return (
    <Routes>
      <Route index element={<OrganizationEntry />} />
      {Object.entries(accountRoutes).map(([path, AccountPage]) => (
        <Route
          key={path}
          path={path}
          element={
            <Suspense fallback={null}>
              <AccountPage />
            </Suspense>
          }
        />
      ))}
      <Route path="/o/:organization">
        <Route index element={<Navigate replace to={FIRST_PAGE} />} />
        {Object.entries(pageRoutes).map(([path, { page: PageOfRoute, contentType }]) => (
          <Route
            key={path}
            path={path}
            element={
              <OrganizationGate>
                <Shell contentType={contentType}>
                  <PageOfRoute />
                </Shell>
              </OrganizationGate>
            }
          />
        ))}
        <Route
          path="*"
          element={
            <OrganizationGate>
              <Shell contentType="default">
                <NotFound />
              </Shell>
            </OrganizationGate>
          }
        />
      </Route>
      <Route path="*" element={<Navigate replace to="/" />} />
    </Routes>
  );
}

/** The components' own texts, of which only the reader's language is loaded. */
const COMPONENT_TEXTS: Readonly<
  Record<Language, () => Promise<{ default: I18nProviderProps.Messages }>>
> = {
  en: () => import("@cloudscape-design/components/i18n/messages/all.en"),
  "zh-CN": () => import("@cloudscape-design/components/i18n/messages/all.zh-CN"),
};

function ComponentTexts({ children }: { readonly children: ReactNode }) {
  const { language } = usePreferences().preferences;
  const [loaded, setLoaded] = useState<readonly I18nProviderProps.Messages[]>();
  useEffect(() => {
    let isWanted = true;
    void COMPONENT_TEXTS[language]().then(({ default: messages }) => {
      if (isWanted) setLoaded([messages]);
    });
    return () => {
      isWanted = false;
    };
  }, [language]);
  // The components have no text of their own: without, buttons would have no names.
  if (loaded === undefined) return null;
  return (
    <I18nProvider locale={language} messages={loaded}>
      {children}
    </I18nProvider>
  );
}
