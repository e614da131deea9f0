import * as z from "zod";
import { callAsRoot, type ConsoleContext, type Place } from "./console-context.ts";
import { html, type Html } from "./html.ts";

const parameter = z.object({
  ParameterKey: z.string(),
  DefaultValue: z.string().optional(),
  NoEcho: z.boolean(),
  Description: z.string().optional(),
  ParameterConstraints: z.object({ AllowedValues: z.array(z.string()) }).optional(),
});
type Parameter = z.infer<typeof parameter>;
const summary = z.object({
  Description: z.string().optional(),
  Parameters: z.array(parameter),
  Capabilities: z.array(z.string()).default([]),
  Metadata: z.string().optional(),
});
/** What a template asks for, as GetTemplateSummary answers it. */
export type TemplateSummary = z.infer<typeof summary>;

const label = z.object({ default: z.string() });
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-interface.html */
const metadata = z.object({
  "AWS::CloudFormation::Interface": z
    .object({
      ParameterGroups: z
        .array(z.object({ Label: label.optional(), Parameters: z.array(z.string()) }))
        .optional(),
      ParameterLabels: z.record(z.string(), label).optional(),
    })
    .optional(),
});

/** Reads what a template asks for: one of S3, or a stack's own. @throws AwsError */
export async function summarizeTemplate(
  context: ConsoleContext,
  place: Place,
  source: { readonly TemplateURL: string } | { readonly StackName: string },
): Promise<TemplateSummary> {
  return summary.parse(
    await callAsRoot(context, place, "cloudformation", "GetTemplateSummary", source),
  );
}

/**
 * The fields of a template's parameters in the groups, and under the labels, of the template's
 * author.
 * @param values What is filled in, by the parameter's name; the default elsewhere.
 */
export function parameterFields(
  { Parameters, Metadata }: TemplateSummary,
  values: Readonly<Record<string, string>>,
): Html {
  const parsed = metadata.safeParse(JSON.parse(Metadata ?? "{}"));
  const wanted = parsed.data?.["AWS::CloudFormation::Interface"];
  const labels = wanted?.ParameterLabels ?? {};
  const byName = new Map(Parameters.map((each) => [each.ParameterKey, each]));
  const groups = (wanted?.ParameterGroups ?? []).map((group) => ({
    title: group.Label?.default ?? "Parameters",
    parameters: group.Parameters.flatMap((name) => byName.get(name) ?? []),
  }));
  const grouped = new Set(groups.flatMap(({ parameters }) => parameters));
  const others = Parameters.filter((each) => !grouped.has(each));
  const all = [...groups, { title: "Parameters", parameters: others }];
  return html`${all
    .filter(({ parameters }) => parameters.length > 0)
    .map(
      ({ title, parameters }) =>
        html`<fieldset>
          <legend>${title}</legend>
          ${parameters.map((each) => field(each, labels[each.ParameterKey]?.default, values[each.ParameterKey]))}
        </fieldset> `,
    )}`;
}

function field(
  { ParameterKey: name, DefaultValue, NoEcho, Description, ParameterConstraints }: Parameter,
  shown: string | undefined,
  given: string | undefined,
): Html {
  const id = `param_${name}`;
  const value = given ?? DefaultValue ?? "";
  const choices = ParameterConstraints?.AllowedValues;
  const described = Description !== undefined && html` aria-describedby="${id}_hint"`;
  const control =
    choices === undefined
      ? html`<input
          id="${id}"
          name="${id}"
          type="${NoEcho ? "password" : "text"}"
          value="${value}"
          autocomplete="off"
          spellcheck="false"
          ${described}
        />`
      : html`<select id="${id}" name="${id}" ${described}>
          ${choices.map((choice) => option(choice, choice === value))}
        </select>`;
  return html`<div class="field">
    <label for="${id}">${shown ?? name}</label>
    ${control}
    ${Description !== undefined && html`<p class="hint" id="${id}_hint">${Description}</p>`}
  </div> `;
}

/** One choice of a select. */
export function option(value: string, isSelected: boolean): Html {
  return html`<option value="${value}" ${isSelected && html` selected`}>${value}</option>`;
}

/** The box without which IAM's resources are not created. */
export function acknowledgement({ Capabilities }: TemplateSummary): Html | undefined {
  const [capability] = Capabilities;
  if (capability === undefined) return undefined;
  return html`<fieldset>
    <legend>Capabilities</legend>
    <div class="check">
      <input id="capability" name="capability" type="checkbox" value="${capability}" required />
      <label for="capability">I acknowledge that CloudFormation might create IAM resources.</label>
    </div>
  </fieldset> `;
}

/** Parameters as a form has them, by name. */
export function parametersOf(form: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...form]
      .filter(([name]) => name.startsWith("param_"))
      .map(([name, value]) => [name.slice("param_".length), value]),
  );
}
