import type { EcrContext } from "../context.ts";
import { requireRepository } from "../repository.ts";
import { answer } from "./exchange.ts";
import type { Exchange } from "./exchange.ts";
import { RegistryError } from "./registry-error.ts";

/** ECR lists at most so many tags a page. */
const MAXIMUM_PAGE = 1000;

/** Lists tags in byte order, with `n` and `last`, and the next page in a Link header. */
export function answerTags(context: EcrContext, exchange: Exchange, name: string): void {
  exchange.access.require("ecr:ListImages", name);
  const repository = requireRepository(context.repositories, exchange.registry, name);
  const last = exchange.url.searchParams.get("last");
  const size = pageSize(exchange.url.searchParams.get("n"));
  const remaining = Object.keys(repository.tags)
    .sort()
    .filter((tag) => last === null || tag > last);
  const tags = remaining.slice(0, size);
  const end = tags.at(-1);
  const next =
    end !== undefined && remaining.length > size
      ? `/v2/${name}/tags/list?n=${size}&last=${encodeURIComponent(end)}`
      : undefined;
  answer(
    exchange,
    200,
    {
      "content-type": "application/json",
      ...(next === undefined ? {} : { link: `<${next}>; rel="next"` }),
    },
    JSON.stringify({ name, tags }),
  );
}

function pageSize(text: string | null): number {
  if (text === null) return MAXIMUM_PAGE;
  if (!/^\d+$/.test(text)) {
    throw new RegistryError(400, "UNSUPPORTED", `n=${text} is not a number of tags`);
  }
  return Math.min(Number(text), MAXIMUM_PAGE);
}
