/** What a log line carries besides its message: flat, JSON, never a secret. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Port: structured log lines. Messages are constants; what varies goes into the fields. */
export interface Log {
  info(message: string, fields: LogFields): void;
  warn(message: string, fields: LogFields): void;
  error(message: string, fields: LogFields): void;
}
