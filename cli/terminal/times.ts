/** A time for people, to the minute: `2026-11-21 22:26 UTC`. */
export function formatTime(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
