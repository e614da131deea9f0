import AppLayoutToolbar from "@cloudscape-design/components/app-layout-toolbar";
import Box from "@cloudscape-design/components/box";
import SideNavigation, {
  type SideNavigationProps,
} from "@cloudscape-design/components/side-navigation";
import Spinner from "@cloudscape-design/components/spinner";
import { type ReactNode, Suspense, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { usePagePath } from "../parts/page-link.tsx";
import { appTexts } from "../texts/app/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { navigation } from "./navigation.ts";
import { Notifications } from "./notifications.tsx";
import { PageBoundary } from "./page-boundary.tsx";
import type { PageRoute } from "./page-routes.ts";
import { TopBar } from "./top-bar.tsx";
import { WayContext } from "./way.ts";

interface ShellProps {
  readonly contentType: PageRoute["contentType"];
  readonly children: ReactNode;
}

/** Below this width the navigation lies over the page, and opens on demand. */
const NARROW = "(max-width: 688px)";

/** What surrounds every page of an organization. */
export function Shell({ contentType, children }: ShellProps) {
  const texts = useTexts(appTexts);
  const { pathname } = useLocation();
  const [isOpen, setIsOpen] = useState(() => !window.matchMedia(NARROW).matches);
  const [bar, setBar] = useState<HTMLElement | null>(null);
  return (
    <>
      <TopBar />
      <AppLayoutToolbar
        headerSelector="#top-bar"
        toolsHide
        contentType={contentType}
        navigationOpen={isOpen}
        onNavigationChange={({ detail }) => {
          setIsOpen(detail.open);
        }}
        ariaLabels={{
          navigation: texts.navigation,
          navigationToggle: texts.openNavigation,
          navigationClose: texts.closeNavigation,
          notifications: texts.notifications,
        }}
        navigation={
          <Navigation
            onFollow={() => {
              if (window.matchMedia(NARROW).matches) setIsOpen(false);
            }}
          />
        }
        breadcrumbs={<div ref={setBar} />}
        notifications={<Notifications />}
        content={
          <WayContext value={bar}>
            <PageBoundary place={pathname}>
              <Suspense fallback={<Waiting />}>{children}</Suspense>
            </PageBoundary>
          </WayContext>
        }
      />
    </>
  );
}

function Navigation({ onFollow }: { readonly onFollow: () => void }) {
  const texts = useTexts(appTexts);
  const pathOf = usePagePath();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const items = navigation.flatMap(({ name, links }): SideNavigationProps.Item[] => {
    const shown = links.map((link) => ({
      type: "link" as const,
      text: texts.pages[link.name],
      href: pathOf(link.path),
    }));
    if (name === undefined) return shown;
    return [{ type: "section-group" as const, title: texts.pages[name], items: shown }];
  });
  const hrefs = navigation.flatMap(({ links }) => links.map(({ path }) => pathOf(path)));
  const active = hrefs.find((href) => pathname === href || pathname.startsWith(`${href}/`));
  return (
    <SideNavigation
      {...(active !== undefined && { activeHref: active })}
      items={items}
      onFollow={(event) => {
        event.preventDefault();
        onFollow();
        void navigate(event.detail.href);
      }}
    />
  );
}

function Waiting() {
  const texts = useTexts(appTexts);
  return (
    <Box textAlign="center" padding="xxl">
      <span role="status" aria-label={texts.loadingPage}>
        <Spinner size="large" />
      </span>
    </Box>
  );
}
