import { useMemo } from "react";
import { usePreferences } from "../app/preferences.tsx";

/** Below it, cents alone would say nothing. */
const CENT = 0.01;

/** Amounts of US dollars in the reader's language: cents, or what there is below one. */
export function useDollars(): (amount: number) => string {
  const { language } = usePreferences().preferences;
  return useMemo(() => {
    const style = { style: "currency", currency: "USD" } as const;
    const cents = new Intl.NumberFormat(language, style);
    const fractions = new Intl.NumberFormat(language, { ...style, maximumFractionDigits: 6 });
    return (amount) => (amount > 0 && amount < CENT ? fractions : cents).format(amount);
  }, [language]);
}
