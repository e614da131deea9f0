import { AwsError } from "../service.ts";
import { callAsRoot, placeOfStack, type ConsoleContext } from "./console-context.ts";
import { html } from "./html.ts";
import { page } from "./page.ts";
import { readStack } from "./read-stack.ts";
import {
  acknowledgement,
  parameterFields,
  parametersOf,
  summarizeTemplate,
  type TemplateSummary,
} from "./template-form.ts";

/** As DescribeStacks shows the value of a parameter that nobody may see. */
const HIDDEN = "****";

/**
 * The form that updates a stack: its parameters, by its own template or by the one of
 * `templateURL`.
 *
 * @param fields `id`, and perhaps `templateURL` and `param_…`.
 * @param problem Why the last attempt was refused.
 * @throws AwsError when there is no such stack
 */
export async function updatePage(
  context: ConsoleContext,
  fields: URLSearchParams,
  problem?: string,
): Promise<string> {
  const stackId = fields.get("id") ?? "";
  const { stack, ...place } = await readStack(context, stackId);
  const templateUrl = fields.get("templateURL") ?? "";
  let refused = problem;
  let summary: TemplateSummary;
  try {
    summary = await summarizeTemplate(context, place, sourceOf(templateUrl, stackId));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    refused = error.message;
    summary = await summarizeTemplate(context, place, { StackName: stackId });
  }
  const present = Object.fromEntries(
    stack.Parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]),
  );
  const hint = "Without an address the stack keeps the template that it has.";
  return page({
    title: `Update ${stack.StackName}`,
    problem: refused,
    main: html`<form method="get" action="/stack/update">
        <input type="hidden" name="id" value="${stackId}" />
        <div class="field">
          <label for="templateURL">Amazon S3 URL of another template</label>
          <input
            id="templateURL"
            name="templateURL"
            type="url"
            value="${templateUrl}"
            autocomplete="off"
            aria-describedby="template_hint"
          />
          <p class="hint" id="template_hint">${hint}</p>
        </div>
        <div class="actions"><button class="quiet" type="submit">Use this template</button></div>
      </form>
      <form method="post" action="/stack/update">
        <input type="hidden" name="id" value="${stackId}" />
        <input type="hidden" name="templateURL" value="${templateUrl}" />
        ${parameterFields(summary, { ...present, ...parametersOf(fields) })}${acknowledgement(summary)}
        <div class="actions">
          <button type="submit">Update stack</button>
          <a href="/stack?id=${encodeURIComponent(stackId)}">Cancel</a>
        </div>
      </form>`,
  });
}

function sourceOf(
  templateUrl: string,
  stackId: string,
): { readonly TemplateURL: string } | { readonly StackName: string } {
  return templateUrl === "" ? { StackName: stackId } : { TemplateURL: templateUrl };
}

/** Updates the stack that a submitted form describes. @throws AwsError as UpdateStack does */
export async function updateStackOf(context: ConsoleContext, form: URLSearchParams): Promise<void> {
  const StackName = form.get("id") ?? "";
  const TemplateURL = form.get("templateURL") ?? "";
  const capability = form.get("capability");
  await callAsRoot(context, placeOfStack(context, StackName), "cloudformation", "UpdateStack", {
    StackName,
    ...(TemplateURL === "" ? { UsePreviousTemplate: "true" } : { TemplateURL }),
    Parameters: Object.entries(parametersOf(form)).map(([ParameterKey, ParameterValue]) =>
      ParameterValue === HIDDEN
        ? { ParameterKey, UsePreviousValue: "true" }
        : { ParameterKey, ParameterValue },
    ),
    Capabilities: capability === null ? [] : [capability],
  });
}
