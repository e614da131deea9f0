import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

interface ExternalLinkProps {
  /** What an advisory or an image names; only http and https become links. */
  readonly href: string;
  readonly children?: ReactNode;
}

/** A link out of the dashboard, in a tab of its own, which learns nothing of where it came from. */
export function ExternalLink({ href, children }: ExternalLinkProps) {
  const texts = useTexts(partsTexts);
  if (!isWebAddress(href)) return <>{children ?? href}</>;
  return (
    <Link
      href={href}
      external
      rel="noopener noreferrer nofollow"
      externalIconAriaLabel={texts.opensInNewTab}
    >
      {children ?? href}
    </Link>
  );
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === "https:" || url?.protocol === "http:";
}
