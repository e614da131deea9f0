import { useMemo } from "react";
import { useSearchParams } from "react-router";
import type { Query } from "../api/reading.ts";

/** What an estimate is made from, in the page's address under the API's own names. */
export const ESTIMATE_INPUTS = {
  pushesPerDay: { initial: "100", isWrong: outside(0, 1_000_000) },
  imageMegabytes: { initial: "500", isWrong: outside(0, 1_000_000) },
  cachedShare: { initial: "0", isWrong: outside(0, 1) },
  platforms: { initial: "1", isWrong: outside(1, 50, Number.isInteger) },
  integrations: { initial: "1", isWrong: outside(1, 10_000, Number.isInteger) },
  region: {
    initial: "",
    isWrong: (text: string) => text !== "" && !/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(text),
  },
  layout: {
    initial: "current",
    isWrong: (text: string) => text !== "current" && text !== "early-access",
  },
  delivery: { initial: "events", isWrong: (text: string) => text !== "events" && text !== "poll" },
} as const;

/** Name of an input. */
export type EstimateInputName = keyof typeof ESTIMATE_INPUTS;

/** The inputs as they were typed, and what is asked of the API. */
export interface EstimateInput {
  readonly values: Readonly<Record<EstimateInputName, string>>;
  readonly wrong: ReadonlySet<EstimateInputName>;
  /** Without what is wrong: the API's defaults stand in for it. */
  readonly query: Query;
  readonly change: (name: EstimateInputName, value: string) => void;
}

const NAMES = Object.keys(ESTIMATE_INPUTS) as readonly EstimateInputName[];

/** The inputs as the address has them. */
export function useEstimateInput(): EstimateInput {
  const [parameters, setParameters] = useSearchParams();
  return useMemo(() => {
    const values = Object.fromEntries(
      NAMES.map((name) => [name, parameters.get(name) ?? ESTIMATE_INPUTS[name].initial]),
    ) as Record<EstimateInputName, string>;
    const wrong = new Set(NAMES.filter((name) => ESTIMATE_INPUTS[name].isWrong(values[name])));
    const asked = NAMES.filter((name) => !wrong.has(name) && values[name] !== "");
    return {
      values,
      wrong,
      query: Object.fromEntries(asked.map((name) => [name, values[name]])),
      change(name, value) {
        const next = new URLSearchParams(parameters);
        if (value === ESTIMATE_INPUTS[name].initial) next.delete(name);
        else next.set(name, value);
        // Every key typed in an entry of its own would bury the page before.
        setParameters(next, { replace: true });
      },
    };
  }, [parameters, setParameters]);
}

function outside(
  from: number,
  to: number,
  isRight: (value: number) => boolean = Number.isFinite,
): (text: string) => boolean {
  return (text) => {
    const value = Number(text);
    return text.trim() === "" || !isRight(value) || value < from || value > to;
  };
}
