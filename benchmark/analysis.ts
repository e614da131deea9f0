import { enableCompileCache } from "node:module";

/**
 * The analyzer, a process of its own: from the registry to the inventory, once cold and
 * then with all layers cached. Modules are loaded as `bin/scout.ts` loads them: with
 * Node.js's compile cache, which an earlier run has filled. Arguments: `host:port`, repository.
 */
enableCompileCache();
const { measureInventory } = await import("./inventory-run.ts");
const [host = "", repository = ""] = process.argv.slice(2);
await measureInventory(host, repository);
