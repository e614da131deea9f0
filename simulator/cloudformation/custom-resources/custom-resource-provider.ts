import * as z from "zod";
import {
  CancelledError,
  ResourceStepError,
  type CallService,
  type CreatedResource,
  type ResourceContext,
  type ResourceProvider,
} from "../providers/provider.ts";
import { isJsonObject, type Json } from "../template/json.ts";
import { validationError } from "../template/validation-error.ts";
import { asTexts, type CustomRequest, type RequestMessage } from "./custom-request.ts";
import type { CustomRequests } from "./custom-requests.ts";
import { readResponse } from "./custom-response.ts";
import type { ResponseUrls } from "./response-urls.ts";

/** What custom resources work with. */
export interface CustomResourceOptions {
  readonly requests: CustomRequests;
  readonly urls: ResponseUrls;
  readonly now: () => Date;
}

/** "AWS::CloudFormation::CustomResource" and "Custom::" with up to 60 characters. */
const TYPE = /^(?:AWS::CloudFormation::CustomResource|Custom::[A-Za-z0-9_@-]{1,60})$/;
/** Seconds without ServiceTimeout. */
const DEFAULT_TIMEOUT = "3600";

const properties = z.looseObject({
  ServiceToken: z
    .string()
    .refine((token) => !token.includes(":lambda:"), {
      error: "the simulated CloudFormation runs custom resources over SNS only, not over Lambda",
      abort: true,
    })
    .regex(/^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+$/, "Invalid service token."),
  ServiceTimeout: z
    .union([z.string(), z.number()])
    .transform(String)
    .refine((text) => /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 3600, {
      error: "ServiceTimeout must be a number of seconds from 1 to 3600",
    })
    .default(DEFAULT_TIMEOUT),
});

/** Whether a resource type is a custom resource's. */
export function isCustomType(type: string): boolean {
  return TYPE.test(type);
}

/**
 * The provider of custom resources of one type: it publishes CloudFormation's requests to the
 * topic that ServiceToken names, and waits for the answers.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources-sns.html
 */
export function customResourceProvider(
  type: string,
  options: CustomResourceOptions,
): ResourceProvider {
  const parse = (given: Json): z.output<typeof properties> => {
    if (JSON.stringify(given).includes("{{resolve:")) {
      throw validationError("Dynamic references are not supported in custom resources");
    }
    const parsed = properties.safeParse(given);
    if (parsed.success) return parsed.data;
    throw validationError(parsed.error.issues.map(({ message }) => message).join("; "));
  };

  async function ask(
    requestType: CustomRequest["requestType"],
    name: string,
    given: Json,
    call: CallService,
    context: ResourceContext,
    before?: Json,
  ): Promise<CreatedResource> {
    const { stackId, logicalId, requestId } = context;
    const { ServiceToken, ServiceTimeout } = parse(given);
    if (ServiceToken.split(":")[3] !== stackId.split(":")[3]) {
      throw new ResourceStepError("Invalid service token.", { wasAsked: false });
    }
    const physicalId = context.physicalId ?? name;
    const fresh = (): CustomRequest => {
      const message: RequestMessage = {
        RequestType: requestType,
        ServiceToken,
        ResponseURL: options.urls.sign({ stackId, logicalId, requestId }),
        StackId: stackId,
        RequestId: requestId,
        LogicalResourceId: logicalId,
        ...(requestType === "Create" ? {} : { PhysicalResourceId: physicalId }),
        ResourceType: type,
        ResourceProperties: asTexts(given),
        ...(before === undefined ? {} : { OldResourceProperties: asTexts(before) }),
      };
      const createdAt = options.now().getTime();
      return {
        ...{ requestId, requestType, stackId, logicalId, createdAt },
        topicArn: ServiceToken,
        message: JSON.stringify(message),
        isPublished: false,
        deadline: createdAt + Number(ServiceTimeout) * 1000,
        response: undefined,
      };
    };
    try {
      const { requests } = options;
      const { request, body } = await requests.ask(requestId, fresh, call, context.signal);
      if (body !== undefined) return readResponse(request, body, physicalId);
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
      const step = requestType === "Update" ? "update" : "creation";
      throw new ResourceStepError(`Resource ${step} cancelled`, { physicalId, cause: error });
    }
    throw new ResourceStepError(
      `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${requestId}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.`,
      { physicalId },
    );
  }

  return {
    type,
    isCustom: true,
    properties: "any",
    attributes: "any",
    nameProperty: undefined,
    nameLength: 255,
    replacedBy: [],
    validate: (given) => {
      asTexts(given);
      parse(given);
    },
    create: (name, given, call, context) => ask("Create", name, given, call, context),
    update(name, given, call, before, context) {
      const [token, tokenBefore] = [given, before].map((each) =>
        isJsonObject(each) ? each["ServiceToken"] : undefined,
      );
      if (token !== tokenBefore) {
        const reason = "Modifying service token is not allowed.";
        return Promise.reject(new ResourceStepError(reason, { wasAsked: false }));
      }
      // An update that was refused before anybody was asked has nothing to take back.
      if (JSON.stringify(given) === JSON.stringify(before)) {
        const { physicalId = name, attributes } = context;
        return Promise.resolve({ physicalId, attributes });
      }
      return ask("Update", name, given, call, context, before);
    },
    async remove(name, given, call, context) {
      await ask("Delete", name, given, call, context);
    },
  };
}
