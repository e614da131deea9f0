import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { packagesTexts } from "../texts/packages/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** Licences as a package declares them. */
export function Licenses({ licenses }: { readonly licenses: readonly string[] }) {
  const texts = useTexts(packagesTexts);
  if (licenses.length === 0) return <Muted>{texts.noLicense}</Muted>;
  return <ForeignText>{licenses.join(", ")}</ForeignText>;
}
