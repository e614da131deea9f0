import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";

/**
 * Answers the push-event function in place of DynamoDB and SQS, at once, run as a process of
 * its own: what is measured is the function, not a database. One integration is known, and
 * no image. Argument: the integration as JSON. Tells its parent the port.
 */
const [integration = "{}"] = process.argv.slice(2);
const Item = marshalled(JSON.parse(integration));

type AttributeValue = Readonly<Record<string, unknown>>;

/** DynamoDB's JSON of a value. */
function marshalled(value: unknown): AttributeValue {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(marshalled) };
  const entries = Object.entries(value as object);
  return { M: Object.fromEntries(entries.map(([key, part]) => [key, marshalled(part)])) };
}

function answer(operation: string, body: string): object {
  switch (operation) {
    case "DynamoDB_20120810.GetItem":
      return body.includes("INTEGRATION") ? { Item: Item["M"] } : {};
    case "AmazonSQS.SendMessage": {
      const { MessageBody = "" } = JSON.parse(body) as { MessageBody?: string };
      const MD5OfMessageBody = createHash("md5").update(MessageBody).digest("hex");
      return { MD5OfMessageBody, MessageId: randomUUID() };
    }
    default:
      return {};
  }
}

const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (text: string) => {
    body += text;
  });
  request.on("end", () => {
    const operation = request.headers["x-amz-target"];
    response.setHeader("content-type", "application/x-amz-json-1.0");
    response.end(JSON.stringify(answer(String(operation), body)));
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" ? address?.port : undefined });
});
// The parent's end is ours.
process.on("disconnect", () => process.exit(0));
