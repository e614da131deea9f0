/** Port: a queue of messages that may arrive twice and in any order. */
export interface Queue<T> {
  /** Resolves when the message is stored. */
  send(message: T): Promise<void>;
  /** As `send`, for any number of messages; when it throws, some may have been sent. */
  sendAll(messages: readonly T[]): Promise<void>;
}
