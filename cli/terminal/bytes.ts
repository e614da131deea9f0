const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** Decimal units, as registries count. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(value < 9.95 && unit > 0 ? 1 : 0)} ${UNITS[unit] ?? "B"}`;
}
