import type { RunContext, Runners } from "./commands/run-context.ts";
import { checkOutputFile, writeOutputFile } from "./output-file.ts";
import { programName } from "./program-name.ts";
import { openServiceApi } from "./service/service-api.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Notes } from "./terminal/notes.ts";
import { openOutput, type Output } from "./terminal/output.ts";
import { openPrompt } from "./terminal/prompt.ts";

/**
 * What commands are run by.
 * @param setExitCode Told what the action asks for.
 */
export function createRunners(
  around: Surroundings,
  notes: Notes,
  setExitCode: (code: number) => void,
): Runners {
  const { signal, environment, stdin, stderr, sleep } = around;
  const program = programName(environment);
  async function withOutput(
    file: string | undefined,
    action: (output: Output) => Promise<number>,
  ): Promise<void> {
    if (file !== undefined) await checkOutputFile(file);
    setExitCode(await action(outputOf(around, notes, file)));
    notes.clear();
    if (file !== undefined) notes.note(`Written to ${file}.`);
  }
  async function imageContext(
    options: Parameters<Runners["onImage"]>[0],
    output: Output,
  ): Promise<RunContext> {
    const engine = await around.engine();
    return { engine, engineOptions: { ...options, signal, notes }, output, program };
  }
  return {
    onImage: (options, action) =>
      withOutput(options.output, async (output) => action(await imageContext(options, output))),
    onService: (options, role, action) =>
      withOutput(options.output, async (output) => {
        const api = openServiceApi(await around.service(role));
        const prompt = openPrompt(stdin, stderr, signal);
        return action({ api, signal, prompt, sleep, output, program });
      }),
    watching: (options, action) =>
      withOutput(options.output, async (output) => {
        const context = await imageContext(options, output);
        return action({ ...context, tools: await around.watchTools() });
      }),
  };
}

function outputOf(
  { stdout, environment }: Surroundings,
  notes: Notes,
  file: string | undefined,
): Output {
  const writeFile = (text: string): Promise<void> => writeOutputFile(file ?? "", text);
  return openOutput({
    stdout,
    environment,
    notes,
    ...(file === undefined ? {} : { writeFile }),
  });
}
