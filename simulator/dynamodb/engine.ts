import { setTimeout } from "node:timers/promises";
import * as z from "zod";
import { AwsError, type Document, type Value } from "../service.ts";
import { actionOf, openStore, validate, validationOf, type Store } from "./dynalite.ts";

/** dynalite's errors carry the answer's body. */
const dynaliteError = z.object({
  statusCode: z.number(),
  body: z.looseObject({
    __type: z.string(),
    message: z.string().optional(),
    Message: z.string().optional(),
  }),
});

const described = z.object({ Table: z.looseObject({ TableStatus: z.string() }) });
const TABLE_CHANGES = new Set(["CreateTable", "DeleteTable", "UpdateTable"]);

function asAwsError(error: unknown): unknown {
  const parsed = dynaliteError.safeParse(error);
  if (!parsed.success) return error;
  const { statusCode, body } = parsed.data;
  const code = body.__type.split("#").at(-1) ?? body.__type;
  return new AwsError(code, body.message ?? body.Message ?? code, statusCode);
}

/** The embedded DynamoDB of one account: dynalite on LevelDB, called without its HTTP server. */
export class DynamoEngine {
  readonly #store: Store;
  readonly #ready: Promise<void>;

  /** @param path Folder of the data; created when absent, and one process's at a time. */
  constructor(path: string, accountId: string, region: string) {
    this.#store = openStore(path);
    this.#store.tableDb.awsAccountId = accountId;
    this.#store.tableDb.awsRegion = region;
    this.#ready = this.#finishTables();
  }

  /**
   * Does one operation of the API.
   *
   * @param operation For example `PutItem`; one of those that dynalite has.
   * @throws AwsError as DynamoDB words it, and ValidationException for a member of the input that
   *   dynalite would leave out of account.
   */
  async call(operation: string, input: Document): Promise<Document> {
    await this.#ready;
    const output = await this.#call(operation, input);
    if (TABLE_CHANGES.has(operation)) await this.#settle(input["TableName"]);
    return output;
  }

  /** Waits for operations under way and closes the files. */
  async close(): Promise<void> {
    await this.#ready.catch(() => undefined);
    await this.#store.lifecycleManager.gracefulClose();
  }

  async #call(operation: string, input: Document): Promise<Document> {
    const validation = validationOf(operation);
    const unknown = Object.keys(input).find((member) => !Object.hasOwn(validation.types, member));
    if (unknown !== undefined) {
      throw new AwsError(
        "ValidationException",
        `The simulator does not do ${unknown} of ${operation}`,
      );
    }
    const action = actionOf(operation);
    try {
      const data = validate(input, validation, this.#store);
      return await new Promise<Document>((resolve, reject) => {
        action(this.#store, data, (error, output) => {
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is one
          if (error !== null && error !== undefined) reject(error);
          else resolve(output ?? {});
        });
      });
    } catch (error) {
      throw asAwsError(error);
    }
  }

  /** Waits until a table's change is done, so that whoever does not wait meets it done. */
  async #settle(TableName: Value): Promise<void> {
    for (;;) {
      const output = await this.#call("DescribeTable", { TableName }).catch(() => undefined);
      if (output === undefined || described.parse(output).Table.TableStatus === "ACTIVE") return;
      await setTimeout(1);
    }
  }

  /** Tables that a killed process was creating are complete: dynalite only waits before it says so. */
  async #finishTables(): Promise<void> {
    const { TableNames } = z
      .object({ TableNames: z.array(z.string()) })
      .parse(await this.#call("ListTables", {}));
    for (const TableName of TableNames) {
      const { Table } = described.parse(await this.#call("DescribeTable", { TableName }));
      if (Table.TableStatus !== "CREATING") continue;
      const indexes = z.array(z.looseObject({})).optional().parse(Table["GlobalSecondaryIndexes"]);
      const table = {
        ...Table,
        TableStatus: "ACTIVE",
        ...(indexes === undefined
          ? {}
          : {
              GlobalSecondaryIndexes: indexes.map((index) => ({ ...index, IndexStatus: "ACTIVE" })),
            }),
      };
      await new Promise<void>((resolve, reject) => {
        this.#store.tableDb.put(TableName, table, (error) => {
          if (error instanceof Error) reject(error);
          else resolve();
        });
      });
    }
  }
}
