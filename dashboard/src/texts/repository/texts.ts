import { catalog } from "../catalog.ts";
import { en } from "./en.ts";
import { zhCn } from "./zh-cn.ts";

export const repositoryTexts = catalog(en, zhCn);
