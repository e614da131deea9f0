/** Where a template is deployed. */
export interface Surroundings {
  readonly partition: string;
  readonly region: string;
  /** DNS suffix of the partition. */
  readonly urlSuffix: string;
  readonly account: string;
}

type Mappings = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
>;

/**
 * A template as CloudFormation sees it: pseudo parameters and mappings have their values, what they
 * are joined with is one text. What other resources give stands as `<LogicalId>`.
 */
export function deployedTemplate<T extends object>(template: T, where: Surroundings): T {
  const pseudo: Readonly<Record<string, string>> = {
    "AWS::Partition": where.partition,
    "AWS::Region": where.region,
    "AWS::URLSuffix": where.urlSuffix,
    "AWS::AccountId": where.account,
  };
  const { Mappings: mappings = {} } = template as { readonly Mappings?: Mappings };

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [[name, argument] = ["", undefined]] = entries;
    const known = entries.length === 1 ? resolveOne(name, argument) : undefined;
    return known ?? Object.fromEntries(entries.map(([key, item]) => [key, resolve(item)]));
  }

  function resolveOne(name: string, argument: unknown): string | undefined {
    if (name === "Ref") return pseudo[String(argument)] ?? `<${String(argument)}>`;
    if (name === "Fn::GetAtt") return `<${[argument].flat().join(".")}>`;
    if (name === "Fn::Join") {
      const [separator, parts] = argument as [string, unknown];
      const texts = resolve(parts);
      return Array.isArray(texts) ? texts.map(textOf).join(separator) : undefined;
    }
    if (name === "Fn::Sub" && typeof argument === "string") {
      return argument.replace(/\$\{([^}]+)\}/g, (_, key: string) => pseudo[key] ?? `<${key}>`);
    }
    if (name === "Fn::FindInMap") {
      const [map = "", first = "", second = ""] = (argument as unknown[]).map((part) =>
        textOf(resolve(part)),
      );
      return mappings[map]?.[first]?.[second];
    }
    return undefined;
  }

  return resolve(template) as T;
}

/** Every text of a template, with the names that lead to it. */
export function textsOf(value: unknown, path: readonly string[] = []): [string, string][] {
  if (typeof value === "string") return [[path.join("/"), value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, [...path, key]));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
