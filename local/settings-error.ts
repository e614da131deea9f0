/** What `npm start` was asked for can't be done. Its message is for people. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}
