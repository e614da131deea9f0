/** A piece of a Fn::Sub text: literal, or a variable such as `Name` or `Name.Attribute`. */
export type SubstitutionPart = { readonly literal: string } | { readonly variable: string };

/**
 * Splits a Fn::Sub text at its `${…}`; `${!Literal}` stands for `${Literal}`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export function splitSubstitution(text: string): readonly SubstitutionPart[] {
  const parts: SubstitutionPart[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\{(!?)([^${}]+)\}/g)) {
    const [whole, escaped = "", name = ""] = match;
    parts.push({ literal: text.slice(end, match.index) });
    parts.push(escaped === "" ? { variable: name.trim() } : { literal: `\${${name}}` });
    end = match.index + whole.length;
  }
  parts.push({ literal: text.slice(end) });
  return parts;
}
