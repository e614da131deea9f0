/** Text that is HTML already: everything in it was escaped, or written by us. */
export interface Html {
  readonly html: string;
}

/** What a template takes: text is escaped, lists are joined, undefined and false are nothing. */
export type Part = string | number | Html | readonly Part[] | undefined | false;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Makes HTML of a template literal, with every value escaped that is not HTML already. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = literals.map((literal, index) => literal + render(parts[index]));
  return { html: text.join("") };
}

function render(part: Part): string {
  if (part === undefined || part === false) return "";
  if (typeof part === "string" || typeof part === "number") return escape(String(part));
  if (isList(part)) return part.map(render).join("");
  return part.html;
}

function isList(part: Html | readonly Part[]): part is readonly Part[] {
  return Array.isArray(part);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
