import { randomUUID } from "node:crypto";
import * as z from "zod";
import { paginate } from "../../paginate.ts";
import { parseInput } from "../../server/parse-input.ts";
import type { Operation } from "../../service.ts";
import { queueUrl, requireQueue, type SqsContext } from "../context.ts";
import { sqsError } from "../errors.ts";
import { attributesInForce, type Queue } from "../queue.ts";

const attributes = z.record(z.string(), z.string());
const schemas = {
  create: z.object({ QueueName: z.string(), Attributes: attributes.default({}) }),
  url: z.object({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() }),
  get: z.object({ AttributeNames: z.array(z.string()).default([]) }),
  set: z.object({ Attributes: attributes }),
  list: z.object({
    QueueNamePrefix: z.string().default(""),
    MaxResults: z.number().int().min(1).max(1000).optional(),
    NextToken: z.string().optional(),
  }),
  move: z.object({
    SourceArn: z.string(),
    DestinationArn: z.string().optional(),
    MaxNumberOfMessagesPerSecond: z.never("the simulator does not do it").optional(),
  }),
};

/** Operations on queues as a whole. Tags, permissions and listings of move tasks are refused. */
export function queueOperations(context: SqsContext): Record<string, Operation> {
  const { queues, messages, authorizer } = context;

  function describe(queue: Queue): Record<string, string> {
    const { visible, inFlight, delayed } = messages.count(queue);
    return {
      ...attributesInForce(queue),
      QueueArn: queue.arn,
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesNotVisible: String(inFlight),
      ApproximateNumberOfMessagesDelayed: String(delayed),
      CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
      LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    };
  }

  return {
    CreateQueue: (input, caller) => {
      const request = parseInput(schemas.create, input, "MissingParameter");
      const arn = `arn:aws:sqs:${caller.region}:${caller.accountId}:${request.QueueName}`;
      authorizer.authorize(caller, "sqs:CreateQueue", arn);
      const queue = queues.create(caller.accountId, request.QueueName, request.Attributes);
      return Promise.resolve({ QueueUrl: queueUrl(context, queue) });
    },
    DeleteQueue: (input, caller) => {
      queues.delete(requireQueue(context, input, caller, "DeleteQueue"));
      return Promise.resolve({});
    },
    GetQueueUrl: (input, caller) => {
      const request = parseInput(schemas.url, input, "MissingParameter");
      const owner = request.QueueOwnerAWSAccountId ?? caller.accountId;
      const queue = queues.get(owner, request.QueueName);
      authorizer.authorize(caller, "sqs:GetQueueUrl", queue.arn, {
        resourcePolicy: queue.attributes["Policy"],
      });
      return Promise.resolve({ QueueUrl: queueUrl(context, queue) });
    },
    GetQueueAttributes: (input, caller) => {
      const queue = requireQueue(context, input, caller, "GetQueueAttributes");
      const { AttributeNames } = parseInput(schemas.get, input, "InvalidParameterValue");
      const wanted = Object.entries(describe(queue)).filter(
        ([name]) => AttributeNames.includes("All") || AttributeNames.includes(name),
      );
      return Promise.resolve({ Attributes: Object.fromEntries(wanted) });
    },
    SetQueueAttributes: (input, caller) => {
      const queue = requireQueue(context, input, caller, "SetQueueAttributes");
      queues.setAttributes(queue, parseInput(schemas.set, input, "MissingParameter").Attributes);
      return Promise.resolve({});
    },
    ListQueues: (input, caller) => {
      const request = parseInput(schemas.list, input, "InvalidParameterValue");
      authorizer.authorize(caller, "sqs:ListQueues", "*");
      const { items, nextToken } = paginate(
        queues.list(caller.accountId, request.QueueNamePrefix),
        request.MaxResults ?? 1000,
        request.NextToken,
        "InvalidParameterValue",
      );
      // Without MaxResults there is no token, as AWS documents it.
      return Promise.resolve({
        QueueUrls: items.map((queue) => queueUrl(context, queue)),
        NextToken: request.MaxResults === undefined ? undefined : nextToken,
      });
    },
    ListDeadLetterSourceQueues: (input, caller) => {
      const queue = requireQueue(context, input, caller, "ListDeadLetterSourceQueues");
      const sources = queues.sourcesOf(queue);
      return Promise.resolve({ queueUrls: sources.map((source) => queueUrl(context, source)) });
    },
    PurgeQueue: (input, caller) => {
      messages.purge(requireQueue(context, input, caller, "PurgeQueue"));
      return Promise.resolve({});
    },
    StartMessageMoveTask: (input, caller) => {
      const request = parseInput(schemas.move, input, "InvalidParameterValue");
      authorizer.authorize(caller, "sqs:StartMessageMoveTask", request.SourceArn);
      const source = queues.findByArn(request.SourceArn);
      if (source === undefined || queues.sourcesOf(source).length === 0) {
        throw sqsError(
          "ResourceNotFoundException",
          "The resource that you specified for the SourceArn parameter doesn't exist " +
            "or is not a dead-letter queue.",
        );
      }
      const destination =
        request.DestinationArn === undefined ? undefined : queues.findByArn(request.DestinationArn);
      if (request.DestinationArn !== undefined && destination === undefined) {
        throw sqsError("ResourceNotFoundException", "The DestinationArn does not exist.");
      }
      messages.moveBack(source, destination);
      const handle = JSON.stringify({ taskId: randomUUID(), sourceArn: source.arn });
      return Promise.resolve({ TaskHandle: Buffer.from(handle).toString("base64") });
    },
  };
}
