import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod";
import { errorCode } from "../../core/error-code.ts";
import { PermanentError } from "../../core/errors.ts";
import type { SeenTag, WatchState } from "./watch-state.ts";

const RepositoryFile = z.object({
  schemaVersion: z.literal(1),
  repository: z.string(),
  tags: z.record(z.string(), z.object({ digest: z.string().nullable(), done: z.boolean() })),
});
const ScopeFile = z.object({
  schemaVersion: z.literal(1),
  scope: z.string(),
  repositories: z.array(z.string()),
});

/**
 * What a watch has seen, in files: one a repository, so that each image costs the writing of its
 * own alone. Each is written beside its place and renamed into it.
 * @param folder Made when it is needed.
 * @param registry `host[:port]`
 */
export function createFileWatchState(folder: string, registry: string): WatchState {
  const place = join(folder, registry.replace(/[^\w.-]/g, "_"));
  const known = new Map<string, ReadonlyMap<string, SeenTag>>();
  const repositoryFile = (name: string): string =>
    join(place, "repositories", `${hash(name)}.json`);
  const scopeFile = (scope: string): string => join(place, `${hash(scope)}.json`);
  return {
    async tagsOf(repository) {
      const cached = known.get(repository);
      if (cached !== undefined) return cached;
      const file = await read(repositoryFile(repository), RepositoryFile);
      if (file === undefined) return undefined;
      const tags = new Map(Object.entries(file.tags));
      known.set(repository, tags);
      return tags;
    },
    async save(repository, tags) {
      known.set(repository, tags);
      const content = { schemaVersion: 1, repository, tags: Object.fromEntries(tags) };
      await write(repositoryFile(repository), content);
    },
    async firstRepositories(scope) {
      const file = await read(scopeFile(scope), ScopeFile);
      return file && new Set(file.repositories);
    },
    begin: (scope, repositories) =>
      write(scopeFile(scope), { schemaVersion: 1, scope, repositories }),
  };
}

/** Undefined where there is none. One that can't be understood is an error: a guess would repeat or skip images. */
async function read<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T> | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw stateFailed(path, `can't be read (${errorCode(error) ?? "unknown error"})`, error);
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw stateFailed(path, "holds something else", error);
  }
}

async function write(path: string, content: unknown): Promise<void> {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(partial, JSON.stringify(content), { mode: 0o600 });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw stateFailed(path, `can't be written (${errorCode(error) ?? "unknown error"})`, error);
  }
}

function stateFailed(path: string, what: string, cause: unknown): PermanentError {
  return new PermanentError(
    "watch-state",
    `What was seen before is kept in ${path}, which ${what}. Correct that, delete the file, or name another folder with --state.`,
    { cause },
  );
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
