import { parentOf } from "./entry-path.ts";
import { pathHash } from "./path-hash.ts";

/** A folder or file of the final tree, with what is asked about it in each layer. */
export interface PathNode {
  readonly hash: number;
  /** Undefined for the root. */
  readonly parent: PathNode | undefined;
  /** The last layer for which `isHidden` was worked out. */
  checkedLayer: number;
  isHidden: boolean;
}

/** The paths of all files that tell something: each folder stands once, so that each is asked about once a layer. */
export class PathTree {
  readonly #folders = new Map<string, PathNode>();

  /** A node of its own for a file. */
  fileNode(path: string): PathNode {
    return newNode(path, this.#folder(parentOf(path)));
  }

  #folder(path: string): PathNode {
    const known = this.#folders.get(path);
    if (known) return known;
    const parent = path === "" ? undefined : this.#folder(parentOf(path));
    const node = newNode(path, parent);
    this.#folders.set(path, node);
    return node;
  }
}

function newNode(path: string, parent: PathNode | undefined): PathNode {
  return { hash: pathHash(path), parent, checkedLayer: -1, isHidden: false };
}
