/** Host → worker: one invocation. */
export interface Invocation {
  readonly id: number;
  readonly event: unknown;
}

/** Worker → host: `ready` once the function's module is loaded, then an answer an invocation. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "result"; readonly id: number; readonly result: unknown }
  | {
      readonly kind: "failure";
      readonly id: number;
      readonly name: string;
      readonly message: string;
    };

/** What a worker is started with. */
export interface FunctionWorkerData {
  /** Address of the function's index.ts. */
  readonly entry: string;
  readonly functionName: string;
  readonly timeoutSeconds: number;
}
