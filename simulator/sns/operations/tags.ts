import * as z from "zod";
import type { Operation } from "../../service.ts";
import { requireTopic, type SnsContext } from "../context.ts";
import { snsOperation, tagList } from "./operation.ts";

const ResourceArn = z.string();

/** TagResource, UntagResource, ListTagsForResource. */
export function tagOperations(context: SnsContext): Record<string, Operation> {
  const { topics } = context;
  return {
    TagResource: snsOperation("TagResource", { ResourceArn, Tags: tagList }, (input, caller) => {
      const topic = requireTopic(context, caller, "TagResource", input.ResourceArn);
      const added = input.Tags ?? [];
      const names = new Set(added.map(({ Key }) => Key));
      const tags = [...topic.tags.filter(({ Key }) => !names.has(Key)), ...added];
      topics.put(topic.arn, { ...topic, tags });
      return {};
    }),

    UntagResource: snsOperation(
      "UntagResource",
      { ResourceArn, TagKeys: z.array(z.string()) },
      (input, caller) => {
        const topic = requireTopic(context, caller, "UntagResource", input.ResourceArn);
        const tags = topic.tags.filter(({ Key }) => !input.TagKeys.includes(Key));
        topics.put(topic.arn, { ...topic, tags });
        return {};
      },
    ),

    ListTagsForResource: snsOperation("ListTagsForResource", { ResourceArn }, (input, caller) => {
      const topic = requireTopic(context, caller, "ListTagsForResource", input.ResourceArn);
      return { Tags: topic.tags.map(({ Key, Value }) => ({ Key, Value })) };
    }),
  };
}
