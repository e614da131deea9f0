import * as z from "zod";

/** A list, or as `cdk -c` gives it: one text with commas. Empty if absent. */
export function contextList<T extends z.ZodType>(item: T) {
  return z.preprocess(
    (value) =>
      typeof value === "string" ? value.split(",").map((text) => text.trim()) : (value ?? []),
    z.array(item),
  );
}
