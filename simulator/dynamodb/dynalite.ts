import { createRequire } from "node:module";
import type { Document } from "../service.ts";

// dynalite 4 has no types; these are what this folder uses of it.

/** dynalite's database of one account. */
export interface Store {
  readonly tableDb: {
    awsAccountId: string;
    awsRegion: string;
    put(key: string, value: unknown, callback: (error: unknown) => void): void;
  };
  readonly lifecycleManager: { gracefulClose(): Promise<void> };
}

/** Does one operation on checked input. */
export type Action = (
  store: Store,
  input: unknown,
  callback: (error: unknown, output?: Document) => void,
) => void;

/** The members that an operation takes, and what is checked of them together. */
export interface Validation {
  readonly types: Readonly<Record<string, unknown>>;
  readonly custom?: unknown;
}

interface Validations {
  checkTypes(data: unknown, types: Validation["types"]): unknown;
  checkValidations(data: unknown, types: unknown, custom: unknown, store: Store): void;
}

interface Databases {
  create(options: {
    readonly path: string;
    readonly createTableMs: number;
    readonly deleteTableMs: number;
    readonly updateTableMs: number;
  }): Store;
}

const require = createRequire(import.meta.url);
const databases = require("dynalite/db") as Databases;
const validations = require("dynalite/validations") as Validations;

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Opens a database in a folder. Tables change at once instead of after half a second. */
export function openStore(path: string): Store {
  return databases.create({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
}

/** @param operation For example `PutItem`. */
export function validationOf(operation: string): Validation {
  return require(`dynalite/validations/${lowerFirst(operation)}`) as Validation;
}

/** @param operation For example `PutItem`. */
export function actionOf(operation: string): Action {
  return require(`dynalite/actions/${lowerFirst(operation)}`) as Action;
}

/** Checks an input as DynamoDB does; throws dynalite's errors. */
export function validate(input: Document, { types, custom }: Validation, store: Store): unknown {
  const data = validations.checkTypes(structuredClone(input), types);
  validations.checkValidations(data, types, custom, store);
  return data;
}
