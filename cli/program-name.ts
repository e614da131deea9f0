/**
 * How the program is called here, for commands that people copy: npx says that it runs it
 * (https://docs.npmjs.com/cli/v11/using-npm/scripts#environment), and without npx there may
 * be no `scout` on the path.
 */
export function programName(environment: Readonly<Record<string, string | undefined>>): string {
  return environment["npm_command"] === "exec" ? "npx scout" : "scout";
}
