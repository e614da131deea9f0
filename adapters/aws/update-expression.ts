/** What an UpdateItem does, as its four parameters. */
export interface UpdateParameters {
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
}

/**
 * Builds an update expression. Every name goes through a placeholder, since DynamoDB reserves
 * words such as `state` and `size`.
 *
 * @param fields Values to set; null removes the attribute.
 * @param increment An attribute to which 1 is added; undefined: none.
 */
export function updateExpression(
  fields: Readonly<Record<string, unknown>>,
  increment?: string,
): UpdateParameters {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const set: string[] = [];
  const remove: string[] = [];
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    names[`#${field}`] = field;
    if (value === null) {
      remove.push(`#${field}`);
      continue;
    }
    values[`:${field}`] = value;
    set.push(`#${field} = :${field}`);
  }
  if (increment !== undefined) {
    names["#increment"] = increment;
    values[":one"] = 1;
  }
  const clauses = [
    set.length > 0 ? `SET ${set.join(", ")}` : "",
    remove.length > 0 ? `REMOVE ${remove.join(", ")}` : "",
    increment === undefined ? "" : "ADD #increment :one",
  ];
  return {
    UpdateExpression: clauses.filter(Boolean).join(" "),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}
