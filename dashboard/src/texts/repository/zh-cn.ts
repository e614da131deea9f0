import type { Translation } from "../catalog.ts";
import type { en } from "./en.ts";

export const zhCn: Translation<typeof en> = {
  lead: (registry) => `${registry} 中此仓库的镜像，每个平台一行。`,
  compare: "比较",
  compareHint: "选择两个镜像即可比较。",
  emptyTitle: "此仓库尚无镜像",
  emptyLead:
    "在仓库激活后推送镜像，数秒内即会显示在此处。如果您此前已推送过镜像，请激活该仓库：随后会分析其最新的镜像。",
  emptyAction: "查看其激活状态",
};
