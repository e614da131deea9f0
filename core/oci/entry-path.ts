const SLASH = 47;
const DOT = 46;

/**
 * The path of an entry as `LayerEntry.path` has it: `./a//b/` and `/a/b` are `a/b`.
 * @returns undefined when its `..` segments leave the root.
 */
export function normalisePath(path: string): string | undefined {
  return isNormal(path) ? path : resolve(path);
}

/** True for nearly all paths, so that they cost no allocation. */
function isNormal(path: string): boolean {
  const length = path.length;
  let start = 0;
  for (let at = 0; at <= length; at++) {
    if (at < length && path.charCodeAt(at) !== SLASH) continue;
    const segment = at - start;
    if (segment === 0) return length === 0;
    if (path.charCodeAt(start) === DOT) {
      if (segment === 1) return false;
      if (segment === 2 && path.charCodeAt(start + 1) === DOT) return false;
    }
    start = at + 1;
  }
  return true;
}

function resolve(path: string): string | undefined {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join("/");
}

/** Number of a path's segments. */
export function pathDepth(path: string): number {
  if (path === "") return 0;
  let depth = 1;
  for (let at = 0; at < path.length; at++) if (path.charCodeAt(at) === SLASH) depth++;
  return depth;
}

/** The folder that holds a path; `""` is the root, and its own parent. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** The last segment of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
