/** Pseudo parameters that ARNs are made of, and what stands for them in a written policy. */
const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  "AWS::Partition": "${Partition}",
  "AWS::Region": "${Region}",
  "AWS::AccountId": "${Account}",
};

/**
 * Writes an ARN of a template out as text: `Ref` of pseudo parameters, `Fn::GetAtt … Arn`,
 * `Fn::Join`.
 *
 * @param arns Logical ID → ARN.
 * @throws Error for whatever else stands there: nothing is left unresolved in silence.
 */
export function resolveIntrinsics(value: unknown, arns: ReadonlyMap<string, string>): string {
  if (typeof value === "string") return value;
  const [[name, argument] = []] = Object.entries(value ?? {}) as [string, unknown][];
  const text = resolveOne(name, argument, arns);
  if (text !== undefined) return text;
  throw new Error(
    `The policy names ${JSON.stringify(value)}, of which nothing is known. Add it to resourceArns in lib/function-policies.ts.`,
  );
}

function resolveOne(
  name: string | undefined,
  argument: unknown,
  arns: ReadonlyMap<string, string>,
): string | undefined {
  if (name === "Ref") return PSEUDO_PARAMETERS[String(argument)];
  if (name === "Fn::GetAtt" && Array.isArray(argument)) {
    const [logicalId, attribute] = argument as unknown[];
    return attribute === "Arn" ? arns.get(String(logicalId)) : undefined;
  }
  if (name === "Fn::Join" && Array.isArray(argument)) {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map((part) => resolveIntrinsics(part, arns)).join(separator);
  }
  return undefined;
}
