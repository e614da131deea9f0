/** Languages that the dashboard speaks, as BCP 47 names them. */
export const LANGUAGES = ["en", "zh-CN"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The texts of one area in one language: texts, functions that make texts, and groups of both. */
export interface Texts {
  readonly [name: string]: string | ((...values: never[]) => string) | Texts;
}

/** What a translation of `T` must have: every text, the functions with the same parameters. */
export type Translation<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...values: infer Values) => string
      ? (...values: Values) => string
      : Translation<T[K]>;
};

/** The texts of one area in every language. */
export type Catalog<T> = Readonly<Record<Language, Translation<T>>>;

/** Puts an area's languages together; a text that a translation lacks does not compile. */
export function catalog<T extends Texts>(en: T & Translation<T>, zhCn: Translation<T>): Catalog<T> {
  return { en, "zh-CN": zhCn };
}

/** The first of a reader's languages that the dashboard speaks. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return "zh-CN";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}
