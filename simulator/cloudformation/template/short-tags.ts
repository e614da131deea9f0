import { isScalar, isSeq, Scalar, YAMLMap } from "yaml";
import type { CollectionTag, ScalarTag, YAMLSeq } from "yaml";

/** Functions that YAML templates may write as a tag; `!Ref` and `!Condition` are not `Fn::`. */
const FUNCTIONS = [
  "And",
  "Base64",
  "Cidr",
  "Equals",
  "FindInMap",
  "GetAZs",
  "GetAtt",
  "If",
  "ImportValue",
  "Join",
  "Not",
  "Or",
  "Select",
  "Split",
  "Sub",
  "Transform",
] as const;

/**
 * The short forms of intrinsic functions as tags of the `yaml` library: `!Sub text` becomes
 * `{"Fn::Sub": "text"}`, whatever stands below.
 */
export function shortFormTags(): (ScalarTag | CollectionTag)[] {
  const names: readonly (readonly [string, string])[] = [
    ["!Ref", "Ref"],
    ["!Condition", "Condition"],
    ...FUNCTIONS.map((name) => [`!${name}`, `Fn::${name}`] as const),
  ];
  return names.flatMap(([tag, name]) => [
    { tag, resolve: (text: string) => call(name, argument(name, text)) },
    { tag, collection: "seq" as const, resolve: (node: YAMLSeq | YAMLMap) => call(name, node) },
    { tag, collection: "map" as const, resolve: (node: YAMLSeq | YAMLMap) => call(name, node) },
  ]);
}

/** `!GetAtt Resource.Attribute` is a list of two in the long form. */
function argument(name: string, text: string): unknown {
  if (name !== "Fn::GetAtt") return text;
  const dot = text.indexOf(".");
  return dot === -1 ? text : [text.slice(0, dot), text.slice(dot + 1)];
}

function call(name: string, value: unknown): YAMLMap | Scalar {
  if (!isSeq(value) && !isScalar(value) && !(value instanceof YAMLMap)) {
    return new Scalar({ [name]: value });
  }
  const map = new YAMLMap();
  map.set(name, value);
  return map;
}
