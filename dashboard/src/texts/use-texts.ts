import { useMemo } from "react";
import { usePreferences } from "../app/preferences.tsx";
import type { Catalog, Translation } from "./catalog.ts";
import { createFormats, type Formats } from "./formats.ts";

/** The texts of an area in the reader's language. */
export function useTexts<T>(catalog: Catalog<T>): Translation<T> {
  return catalog[usePreferences().preferences.language];
}

/** Numbers, sizes and times in the reader's language. */
export function useFormats(): Formats {
  const { language } = usePreferences().preferences;
  return useMemo(() => createFormats(language), [language]);
}
