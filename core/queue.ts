/** Port: a queue of messages that may arrive twice and in any order. */
export interface Queue<T> {
  /** Resolves when the message is stored. */
  send(message: T): Promise<void>;
  /** As `send`, for any number of messages; when it throws, some may have been sent. */
  sendAll(messages: readonly T[], options?: SendOptions): Promise<void>;
}

/** How messages are sent. */
export interface SendOptions {
  /** Nobody receives them before; at most 900. */
  readonly delaySeconds?: number;
}
