import type { LayerWarning } from "./layer-result.ts";

/** Keeps warnings up to a limit, and counts the others. */
export class LayerWarnings {
  readonly #limit: number;
  readonly #kept: LayerWarning[] = [];
  readonly #once = new Set<string>();
  #dropped = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(warning: LayerWarning): void {
    if (this.#kept.length < this.#limit) this.#kept.push(warning);
    else this.#dropped++;
  }

  /** Adds a warning the first time that this code comes. */
  addOnce(code: string, message: string): void {
    if (this.#once.has(code)) return;
    this.#once.add(code);
    this.add({ code, message });
  }

  /** All that were kept, and one more that tells of the others. */
  list(): LayerWarning[] {
    if (this.#dropped === 0) return [...this.#kept];
    const message = `${this.#dropped} more warnings are not kept.`;
    return [...this.#kept, { code: "more-warnings", message }];
  }
}
