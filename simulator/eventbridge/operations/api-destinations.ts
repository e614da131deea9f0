import { randomUUID } from "node:crypto";
import * as z from "zod";
import { paginate } from "../../paginate.ts";
import { AwsError } from "../../service.ts";
import type { Document, Operation } from "../../service.ts";
import { findConnection } from "../context.ts";
import type { EventBridgeContext } from "../context.ts";
import { busKey, namedArn } from "../model.ts";
import type { ApiDestination, BusAddress } from "../model.ts";
import { eventBridgeOperation, name } from "./operation.ts";

/** EventBridge's default rate, invocations a second. */
const DEFAULT_RATE = 300;

const createInput = z.strictObject({
  Name: name,
  Description: z.string().max(512).optional(),
  ConnectionArn: z.string(),
  InvocationEndpoint: z
    .string()
    .max(2048)
    .regex(/^https:\/\/[^\s#*]+$/)
    .refine((text) => URL.canParse(text), "not a URL"),
  HttpMethod: z.enum(["POST", "GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"]),
  InvocationRateLimitPerSecond: z.int().min(1).optional(),
});
const updateInput = createInput.partial({
  ConnectionArn: true,
  InvocationEndpoint: true,
  HttpMethod: true,
});
const namedInput = z.strictObject({ Name: name });
const listInput = z.strictObject({
  NamePrefix: z.string().optional(),
  ConnectionArn: z.string().optional(),
  NextToken: z.string().optional(),
  Limit: z.int().min(1).max(100).default(100),
});

/** CreateApiDestination, DescribeApiDestination, UpdateApiDestination, DeleteApiDestination, ListApiDestinations. */
export function apiDestinationOperations(context: EventBridgeContext): Record<string, Operation> {
  const { destinations, now } = context;
  const resource = (bus: BusAddress, input: { readonly Name?: string }): string =>
    namedArn("api-destination", bus, input.Name ?? "*");
  const save = (destination: ApiDestination): Document => {
    requireConnection(context, destination.connectionArn);
    destinations.put(busKey(destination, destination.name), destination);
    return summary(context, destination);
  };
  return {
    CreateApiDestination: eventBridgeOperation(
      context,
      "CreateApiDestination",
      createInput,
      resource,
      ({ input, bus }) => {
        if (destinations.get(busKey(bus, input.Name)) !== undefined) {
          throw new AwsError(
            "ResourceAlreadyExistsException",
            `An api-destination '${input.Name}' already exists.`,
          );
        }
        const time = now().getTime();
        return save({
          ...bus,
          name: input.Name,
          id: randomUUID(),
          description: input.Description,
          connectionArn: input.ConnectionArn,
          endpoint: input.InvocationEndpoint,
          method: input.HttpMethod,
          ratePerSecond: input.InvocationRateLimitPerSecond ?? DEFAULT_RATE,
          createdAt: time,
          modifiedAt: time,
        });
      },
    ),

    DescribeApiDestination: eventBridgeOperation(
      context,
      "DescribeApiDestination",
      namedInput,
      resource,
      ({ input, bus }) => describe(context, requireDestination(context, bus, input.Name)),
    ),

    UpdateApiDestination: eventBridgeOperation(
      context,
      "UpdateApiDestination",
      updateInput,
      resource,
      ({ input, bus }) => {
        const existing = requireDestination(context, bus, input.Name);
        return save({
          ...existing,
          description: input.Description ?? existing.description,
          connectionArn: input.ConnectionArn ?? existing.connectionArn,
          endpoint: input.InvocationEndpoint ?? existing.endpoint,
          method: input.HttpMethod ?? existing.method,
          ratePerSecond: input.InvocationRateLimitPerSecond ?? existing.ratePerSecond,
          modifiedAt: now().getTime(),
        });
      },
    ),

    DeleteApiDestination: eventBridgeOperation(
      context,
      "DeleteApiDestination",
      namedInput,
      resource,
      ({ input, bus }) => {
        requireDestination(context, bus, input.Name);
        destinations.delete(busKey(bus, input.Name));
        return {};
      },
    ),

    ListApiDestinations: eventBridgeOperation(
      context,
      "ListApiDestinations",
      listInput,
      (bus) => resource(bus, {}),
      ({ input, bus }) => {
        const prefix = busKey(bus, input.NamePrefix ?? "");
        const found = destinations
          .entries()
          .filter(([key]) => key.startsWith(prefix))
          .map(([, destination]) => destination)
          .filter(
            ({ connectionArn }) =>
              input.ConnectionArn === undefined || connectionArn === input.ConnectionArn,
          );
        const page = paginate(found, input.Limit, input.NextToken, "ValidationException");
        return {
          ApiDestinations: page.items.map((one) => describe(context, one)),
          NextToken: page.nextToken,
        };
      },
    ),
  };
}

function requireDestination(
  context: EventBridgeContext,
  bus: BusAddress,
  name: string,
): ApiDestination {
  const found = context.destinations.get(busKey(bus, name));
  if (found !== undefined) return found;
  throw new AwsError("ResourceNotFoundException", `ApiDestination '${name}' does not exist.`);
}

function requireConnection(context: EventBridgeContext, arn: string): void {
  if (findConnection(context, arn) !== undefined) return;
  throw new AwsError("ResourceNotFoundException", `Connection '${arn}' does not exist.`);
}

function summary(context: EventBridgeContext, destination: ApiDestination): Document {
  const connected = findConnection(context, destination.connectionArn) !== undefined;
  return {
    ApiDestinationArn: namedArn("api-destination", destination, destination.name, destination.id),
    ApiDestinationState: connected ? "ACTIVE" : "INACTIVE",
    CreationTime: destination.createdAt / 1000,
    LastModifiedTime: destination.modifiedAt / 1000,
  };
}

function describe(context: EventBridgeContext, destination: ApiDestination): Document {
  return {
    ...summary(context, destination),
    Name: destination.name,
    Description: destination.description,
    ConnectionArn: destination.connectionArn,
    InvocationEndpoint: destination.endpoint,
    HttpMethod: destination.method,
    InvocationRateLimitPerSecond: destination.ratePerSecond,
  };
}
