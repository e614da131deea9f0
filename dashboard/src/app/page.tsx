import BreadcrumbGroup from "@cloudscape-design/components/breadcrumb-group";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import { type ReactNode, useContext, useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { useLocation, useNavigate } from "react-router";
import { usePagePath } from "../parts/page-link.tsx";
import { appTexts } from "../texts/app/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { useBrand } from "./brand.ts";
import { FIRST_PAGE } from "./page-paths.ts";
import { useMembership } from "./organization.tsx";
import { WayContext } from "./way.ts";

/** A step of the way to a page. */
export interface Crumb {
  readonly text: string;
  /** Below the organization. */
  readonly to: string;
}

interface PageProps {
  /** Of the page and of the browser's tab. */
  readonly title: string;
  /** A list that is the whole page has the heading in itself. */
  readonly hasOwnHeading?: boolean;
  /** What stands as the heading, where it is more than the title. */
  readonly heading?: ReactNode;
  readonly lead?: ReactNode;
  /** Buttons beside the heading. */
  readonly actions?: ReactNode;
  /** The pages above this one, the uppermost first. */
  readonly crumbs?: readonly Crumb[];
  readonly children: ReactNode;
}

/** The frame of every page: title, way to it, heading with actions. */
export function Page(props: PageProps) {
  const { title, hasOwnHeading, heading, lead, actions, crumbs = [], children } = props;
  const texts = useTexts(appTexts);
  const brand = useBrand();
  const pathOf = usePagePath();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { membership } = useMembership();
  const items = [
    { text: membership.name, href: pathOf(FIRST_PAGE) },
    ...crumbs.map(({ text, to }) => ({ text, href: pathOf(to) })),
    { text: title, href: pathname },
  ];
  const bar = useContext(WayContext);
  const way = (
    <BreadcrumbGroup
      ariaLabel={texts.breadcrumbs}
      items={items}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(event.detail.href);
      }}
    />
  );
  const around = (
    <>
      <title>{`${title} · ${brand}`}</title>
      {bar && createPortal(way, bar)}
    </>
  );
  if (hasOwnHeading === true) {
    return (
      <Focused place={pathname}>
        {around}
        {children}
      </Focused>
    );
  }
  return (
    <ContentLayout
      header={
        <Focused place={pathname}>
          {around}
          <Header variant="h1" description={lead} actions={actions}>
            {heading ?? title}
          </Header>
        </Focused>
      }
    >
      {children}
    </ContentLayout>
  );
}

/** Takes the focus when a page was opened from another, as a page load would: screen readers begin there. */
function Focused({ place, children }: { readonly place: string; readonly children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  const { key } = useLocation();
  const isFirst = key === "default";
  useEffect(() => {
    if (!isFirst) element.current?.focus({ preventScroll: true });
    // Only another page moves the focus; another filter of the same page does not.
  }, [place]);
  return (
    <div ref={element} tabIndex={-1} className="scout-page-heading">
      {children}
    </div>
  );
}
