import { useSearchParams } from "react-router";

/** Days that can be looked back. */
export const TIMESCALES = [7, 30, 90, 365] as const;
const DEFAULT_DAYS = 30;

/** How vulnerabilities over time are shown; the address has it. */
export interface TrendView {
  readonly days: number;
  readonly form: "chart" | "table";
  readonly showDays: (days: string) => void;
  readonly showAs: (form: string) => void;
}

/** The view of the address, and how to change it. */
export function useTrendView(): TrendView {
  const [parameters, setParameters] = useSearchParams();
  function set(name: string, value: string, absent: string): void {
    const next = new URLSearchParams(parameters);
    if (value === absent) next.delete(name);
    else next.set(name, value);
    setParameters(next);
  }
  return {
    days: TIMESCALES.find((days) => String(days) === parameters.get("days")) ?? DEFAULT_DAYS,
    form: parameters.get("trend") === "table" ? "table" : "chart",
    showDays(days) {
      set("days", days, String(DEFAULT_DAYS));
    },
    showAs(form) {
      set("trend", form, "chart");
    },
  };
}
