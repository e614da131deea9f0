import * as z from "zod";
import { AwsError } from "../service.ts";
import {
  callAsRoot,
  nameOfPlace,
  requirePlace,
  type ConsoleContext,
  type Place,
} from "./console-context.ts";
import { html, type Html } from "./html.ts";
import { page } from "./page.ts";
import { listStacks } from "./read-stack.ts";
import {
  acknowledgement,
  option,
  parameterFields,
  parametersOf,
  summarizeTemplate,
  type TemplateSummary,
} from "./template-form.ts";

const TITLE = "Create stack";

/**
 * The wizard, with what a quick-create link fills in: `templateURL`, `stackName`, `param_…`, and
 * the Region of the link.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
 *
 * @param problem Why the last attempt was refused.
 */
export async function createPage(
  context: ConsoleContext,
  fields: URLSearchParams,
  problem?: string,
): Promise<string> {
  const templateUrl = fields.get("templateURL") ?? "";
  if (templateUrl === "") return page({ title: TITLE, main: templateForm(""), problem });
  try {
    const place = await chosenPlace(context, fields);
    const summary = await summarizeTemplate(context, place, { TemplateURL: templateUrl });
    return page({
      title: TITLE,
      main: wizard(context, fields, { place, templateUrl, summary }),
      problem: problem ?? regionProblem(context, fields),
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return page({ title: TITLE, main: templateForm(templateUrl), problem: error.message });
  }
}

function templateForm(templateUrl: string): Html {
  return html`<form method="get" action="/stacks/create">
    <div class="field">
      <label for="templateURL">Amazon S3 URL of the template</label>
      <input
        id="templateURL"
        name="templateURL"
        type="url"
        value="${templateUrl}"
        required
        autocomplete="off"
      />
    </div>
    <div class="actions"><button type="submit">Next</button> <a href="/">Cancel</a></div>
  </form>`;
}

function regionProblem({ places }: ConsoleContext, fields: URLSearchParams): string | undefined {
  const wanted = fields.get("region") ?? "";
  if (wanted === "" || places.some(({ region }) => region === wanted)) return undefined;
  return `The link is for ${wanted}, in which no account is simulated. Choose another place, or start with an account there.`;
}

interface Filled {
  /** That is chosen when the wizard opens. */
  readonly place: Place;
  readonly templateUrl: string;
  readonly summary: TemplateSummary;
}

/**
 * What was chosen before; else the first account in the link's Region that has no stack of that
 * name, which must be the one that is to be launched.
 */
async function chosenPlace(context: ConsoleContext, fields: URLSearchParams): Promise<Place> {
  const { places } = context;
  const given = places.find((place) => nameOfPlace(place) === fields.get("place"));
  if (given !== undefined) return given;
  const stacks = await listStacks(context);
  const taken = stacks
    .filter(({ StackName }) => StackName === fields.get("stackName"))
    .filter(({ StackStatus }) => StackStatus !== "DELETE_COMPLETE")
    .map(nameOfPlace);
  const wanted = fields.get("region");
  const inRegion = places.filter(({ region }) => wanted === null || region === wanted);
  const candidates = inRegion.length > 0 ? inRegion : places;
  const free = candidates.find((place) => !taken.includes(nameOfPlace(place)));
  const chosen = free ?? candidates[0];
  if (chosen !== undefined) return chosen;
  throw new AwsError("ValidationError", "No account is simulated here.");
}

function wizard(
  { places }: ConsoleContext,
  fields: URLSearchParams,
  { place, templateUrl, summary }: Filled,
): Html {
  const values = parametersOf(fields);
  const known = new Set(summary.Parameters.map(({ ParameterKey }) => ParameterKey));
  const unknown = Object.keys(values).filter((name) => !known.has(name));
  return html`${summary.Description !== undefined && html`<p>${summary.Description}</p>`}
    ${
      unknown.length > 0 &&
      html`<p class="note">
        The link fills in what the template does not ask for, which is ignored:
        ${unknown.join(", ")}.
      </p>`
    }
    <form method="post" action="/stacks/create">
      <fieldset>
        <legend>Where</legend>
        <div class="field">
          <label for="place">Account and Region</label>
          <select id="place" name="place">
            ${places.map((each) => option(nameOfPlace(each), nameOfPlace(each) === nameOfPlace(place)))}
          </select>
        </div>
      </fieldset>
      <fieldset>
        <legend>Stack</legend>
        <div class="field">
          <label for="stackName">Stack name</label>
          <input
            id="stackName"
            name="stackName"
            value="${fields.get("stackName") ?? ""}"
            required
            maxlength="128"
            pattern="[a-zA-Z][\\-a-zA-Z0-9]*"
            autocomplete="off"
            spellcheck="false"
            aria-describedby="stackName_hint"
          />
          <p class="hint" id="stackName_hint">Letters, digits and hyphens, a letter first.</p>
        </div>
        <div class="field">
          <label for="templateURL">Template</label>
          <input id="templateURL" name="templateURL" value="${templateUrl}" readonly />
        </div>
      </fieldset>
      ${parameterFields(summary, values)}${acknowledgement(summary)}
      <div class="actions"><button type="submit">Create stack</button> <a href="/">Cancel</a></div>
    </form>`;
}

/**
 * Creates the stack that a submitted wizard describes.
 * @returns Its ARN.
 * @throws AwsError as CreateStack does
 */
export async function createStackOf(
  context: ConsoleContext,
  form: URLSearchParams,
): Promise<string> {
  const place = requirePlace(context, form.get("place") ?? "");
  const TemplateURL = form.get("templateURL") ?? "";
  const { Parameters } = await summarizeTemplate(context, place, { TemplateURL });
  const values = parametersOf(form);
  const capability = form.get("capability");
  const answer = await callAsRoot(context, place, "cloudformation", "CreateStack", {
    StackName: form.get("stackName") ?? "",
    TemplateURL,
    Parameters: Parameters.flatMap(({ ParameterKey }) => {
      const ParameterValue = values[ParameterKey];
      return ParameterValue === undefined ? [] : [{ ParameterKey, ParameterValue }];
    }),
    Capabilities: capability === null ? [] : [capability],
  });
  return z.object({ StackId: z.string() }).parse(answer).StackId;
}
