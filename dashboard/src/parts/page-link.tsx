import Link, { type LinkProps } from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { useHref, useNavigate, useParams } from "react-router";

/** Makes paths of pages: `images/1` below the organization that is shown, `/…` as it is. */
export function usePagePath(): (path: string) => string {
  const { organization = "" } = useParams();
  return (path) => (path.startsWith("/") ? path : `/o/${encodeURIComponent(organization)}/${path}`);
}

interface PageLinkProps {
  /** Below the organization, encoded, with its query; or a whole path that begins with `/`. */
  readonly to: string;
  readonly variant?: LinkProps["variant"];
  readonly ariaLabel?: string;
  readonly children: ReactNode;
}

/** A link to another page, without a load; with Ctrl or the middle button it opens a tab as any link. */
export function PageLink({ to, variant = "secondary", ariaLabel, children }: PageLinkProps) {
  const navigate = useNavigate();
  const target = usePagePath()(to);
  const href = useHref(target);
  return (
    <Link
      href={href}
      variant={variant}
      {...(ariaLabel !== undefined && { ariaLabel })}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(target);
      }}
    >
      {children}
    </Link>
  );
}
