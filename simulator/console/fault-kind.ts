import type { Document } from "../service.ts";
import type { ConsoleService, Place } from "./console-context.ts";

/** What a kind of fault does to a resource of one type. */
export interface FaultKind {
  readonly kind: string;
  readonly type: string;
  readonly title: string;
  isBroken(call: Call, name: string): Promise<boolean>;
  break(call: Call, name: string, place: Place): Promise<void>;
  /** Absent: the resource is brought back to what its template says. */
  repair?(call: Call, name: string): Promise<void>;
  /** Which resources of the type have it; all unless given. */
  isFor?(call: Call, name: string): Promise<boolean>;
}

/** Calls an operation as the account's root. */
export type Call = (service: ConsoleService, name: string, input: Document) => Promise<Document>;
