import { applyDensity, applyMode, Density, Mode } from "@cloudscape-design/global-styles";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";
import { type Language, LANGUAGES, preferredLanguage } from "../texts/catalog.ts";
import { readStored, writeStored } from "./stored.ts";

export const THEMES = ["system", "light", "dark"] as const;
export const DENSITIES = ["comfortable", "compact"] as const;

/** How a reader wants to see everything. */
export interface Preferences {
  readonly theme: (typeof THEMES)[number];
  readonly density: (typeof DENSITIES)[number];
  readonly language: Language;
}

interface PreferencesContext {
  readonly preferences: Preferences;
  readonly change: (part: Partial<Preferences>) => void;
}

const KEY = "ecr-scout.preferences";
const Context = createContext<PreferencesContext | undefined>(undefined);

/** Reads what the reader chose before; what is no choice (any more) gives way to the default. */
export function readPreferences(): Preferences {
  const stored = readStored(KEY) as Partial<Preferences> | null | undefined;
  return {
    theme: THEMES.find((theme) => theme === stored?.theme) ?? "system",
    density: DENSITIES.find((density) => density === stored?.density) ?? "comfortable",
    language:
      LANGUAGES.find((language) => language === stored?.language) ??
      preferredLanguage(navigator.languages),
  };
}

/** Applies preferences to the document, and to what is below. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [preferences, setPreferences] = useState(readPreferences);
  const change = useCallback((part: Partial<Preferences>) => {
    setPreferences((before) => {
      const after = { ...before, ...part };
      writeStored(KEY, after);
      return after;
    });
  }, []);
  useEffect(() => followTheme(preferences.theme), [preferences.theme]);
  useEffect(() => {
    applyDensity(preferences.density === "compact" ? Density.Compact : Density.Comfortable);
    document.documentElement.lang = preferences.language;
  }, [preferences.density, preferences.language]);
  const value = useMemo(() => ({ preferences, change }), [preferences, change]);
  return <Context value={value}>{children}</Context>;
}

/** The reader's preferences and how to change them. */
export function usePreferences(): PreferencesContext {
  const value = useContext(Context);
  if (value === undefined) throw new Error("There is no PreferencesProvider above.");
  return value;
}

/** Applies a theme; `system` follows the system's changes until the returned function is called. */
function followTheme(theme: Preferences["theme"]): (() => void) | undefined {
  if (theme !== "system") {
    applyMode(theme === "dark" ? Mode.Dark : Mode.Light);
    return undefined;
  }
  const wish = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = (): void => {
    applyMode(wish.matches ? Mode.Dark : Mode.Light);
  };
  apply();
  wish.addEventListener("change", apply);
  return () => {
    wish.removeEventListener("change", apply);
  };
}
