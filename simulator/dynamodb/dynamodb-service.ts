import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Authorizer } from "../iam/authorizer.ts";
import type { Caller, Document, JsonService, Operation, Value } from "../service.ts";
import { openCollection } from "../state/collection.ts";
import { withFailedItem } from "./condition-failure.ts";
import { DynamoEngine } from "./engine.ts";
import {
  deleteExpired,
  deleteTable,
  describeTimeToLive,
  updateTimeToLive,
} from "./time-to-live.ts";

// What dynalite does of the API; transactions, streams, backups and PartiQL are refused by name.
const READS = ["BatchGetItem", "GetItem", "Query", "Scan"];
const WRITES = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"];
const TABLES = ["CreateTable", "DescribeTable", "ListTables", "UpdateTable"];

/** How often expired items are looked for; AWS promises some days. */
const EXPIRY_INTERVAL_MS = 10 * 60 * 1000;

/** What DynamoDB rests on. */
export interface DynamoDbOptions {
  /** Folder of the tables. */
  readonly directory: string;
  readonly database: DatabaseSync;
  readonly authorizer: Authorizer;
  readonly region: string;
  readonly now: () => Date;
}

/** A running embedded DynamoDB. */
export interface DynamoDb {
  readonly service: JsonService;
  /** Deletes what has expired now, in all tables; happens by itself from time to time. */
  expire(): Promise<void>;
  close(): Promise<void>;
}

function tableNames({ TableName, RequestItems }: Document): readonly string[] {
  if (typeof TableName === "string") return [TableName];
  if (typeof RequestItems === "object" && RequestItems !== null) return Object.keys(RequestItems);
  return [];
}

/** The ARNs that a request's rights are asked for: tables, and the index of a query. */
function resources(input: Document, { accountId, region }: Caller): readonly string[] {
  const index: Value = input["IndexName"];
  const suffix = typeof index === "string" ? `/index/${index}` : "";
  const arns = tableNames(input).map(
    (name) => `arn:aws:dynamodb:${region}:${accountId}:table/${name}${suffix}`,
  );
  return arns.length === 0 ? ["*"] : arns;
}

/** DynamoDB on dynalite, in this process, one database an account, opened at its first use. */
export function createDynamoDb(options: DynamoDbOptions): DynamoDb {
  const { directory, database, authorizer, region, now } = options;
  const engines = new Map<string, DynamoEngine>();
  const attributes = openCollection<string>(database, "dynamodb-time-to-live");
  let lastWrite: Promise<unknown> = Promise.resolve();

  function engineOf(accountId: string): DynamoEngine {
    const known = engines.get(accountId);
    if (known !== undefined) return known;
    const path = join(directory, accountId);
    mkdirSync(path, { recursive: true });
    const engine = new DynamoEngine(path, accountId, region);
    engines.set(accountId, engine);
    return engine;
  }

  /** Writes go one by one, so that a failed condition can be answered with the item that failed it. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = lastWrite.then(work);
    lastWrite = mine.catch(() => undefined);
    return mine;
  }

  function operation(
    name: string,
    work: (engine: DynamoEngine, input: Document, caller: Caller) => Promise<Document>,
  ): readonly [string, Operation] {
    return [
      name,
      (input, caller) => {
        for (const resource of resources(input, caller)) {
          authorizer.authorize(caller, `dynamodb:${name}`, resource);
        }
        return work(engineOf(caller.accountId), input, caller);
      },
    ];
  }

  async function expire(): Promise<void> {
    for (const [key, attribute] of attributes.entries()) {
      const [accountId = "", table = ""] = key.split("/");
      await inTurn(() => deleteExpired(engineOf(accountId), table, attribute, now()));
    }
  }

  const timer = setInterval(() => {
    expire().catch((error: unknown) => {
      process.stderr.write(`simulator: expired items were not deleted: ${String(error)}\n`);
    });
  }, EXPIRY_INTERVAL_MS);
  timer.unref();

  return {
    service: {
      protocol: "json-1.0",
      targetPrefix: "DynamoDB_20120810",
      operations: Object.fromEntries([
        ...[...READS, ...TABLES].map((name) =>
          operation(name, (engine, input) => engine.call(name, input)),
        ),
        ...WRITES.map((name) =>
          operation(name, (engine, input) => inTurn(() => withFailedItem(engine, name, input))),
        ),
        operation("DeleteTable", (engine, input, { accountId }) =>
          deleteTable(engine, { attributes, accountId }, input),
        ),
        operation("UpdateTimeToLive", (engine, input, { accountId }) =>
          updateTimeToLive(engine, { attributes, accountId }, input),
        ),
        operation("DescribeTimeToLive", (engine, input, { accountId }) =>
          describeTimeToLive(engine, { attributes, accountId }, input),
        ),
      ]),
    },
    expire,
    close: async () => {
      clearInterval(timer);
      await lastWrite;
      await Promise.all([...engines.values()].map((engine) => engine.close()));
      engines.clear();
    },
  };
}
