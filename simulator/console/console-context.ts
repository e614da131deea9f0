import type { RestoreResource } from "../cloudformation/engine/restore-resource.ts";
import { AwsError, type Caller, type Document, type Operation } from "../service.ts";

/** Services that the console calls. */
export type ConsoleService = "cloudformation" | "iam" | "events" | "secretsmanager";

/** Their operations by name. */
export type ConsoleServices = Readonly<Record<ConsoleService, Readonly<Record<string, Operation>>>>;

/** What the console's pages work with. */
export interface ConsoleContext {
  /** Where people may act, as the accounts' root. */
  readonly places: readonly Place[];
  readonly services: ConsoleServices;
  readonly restore: RestoreResource;
}

/** Where somebody acts: an account in a Region. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** Calls an operation as an account's root. @throws AwsError */
export async function callAsRoot(
  { services }: Pick<ConsoleContext, "services">,
  { accountId, region }: Place,
  service: ConsoleService,
  name: string,
  input: Document,
): Promise<Document> {
  const operation = services[service][name];
  if (operation === undefined) throw new Error(`The simulated ${service} does not do ${name}`);
  const arn = `arn:aws:iam::${accountId}:root`;
  const caller: Caller = {
    ...{ accountId, region, arn, principalArn: arn },
    accessKeyId: "console",
    secureTransport: true,
  };
  return operation(input, caller, NEVER_GONE);
}

const NEVER_GONE = new AbortController().signal;

/** A place as forms and people write it: `333333333333 in eu-west-1`. */
export function nameOfPlace({ accountId, region }: Place): string {
  return `${accountId} in ${region}`;
}

/** The place of that name. @throws AwsError when the console does not have it */
export function requirePlace({ places }: Pick<ConsoleContext, "places">, name: string): Place {
  const place = places.find((each) => nameOfPlace(each) === name);
  if (place !== undefined) return place;
  const known = places.map(nameOfPlace).join(", ");
  throw new AwsError(
    "ValidationError",
    `There is no simulated account ${name}, only ${known}. Start with it to have it.`,
  );
}

/** Where a stack is. @throws AwsError when its ARN names nothing that the console has */
export function placeOfStack(context: ConsoleContext, stackId: string): Place {
  const [, , service, region = "", accountId = ""] = stackId.split(":");
  if (service !== "cloudformation") {
    throw new AwsError("ValidationError", "A stack is named by its ARN here.");
  }
  return requirePlace(context, nameOfPlace({ accountId, region }));
}
