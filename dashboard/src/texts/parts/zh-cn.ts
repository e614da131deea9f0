import type { Translation } from "../catalog.ts";
import { countedZh } from "../counted.ts";
import type { en } from "./en.ts";

export const zhCn: Translation<typeof en> = {
  severities: { critical: "严重", high: "高", medium: "中", low: "低", unspecified: "未指定" },
  severityCount: (severity, count) => `${severity}：${countedZh(count, "个漏洞")}`,
  noVulnerabilities: "未发现",
  notAnalyzed: "未分析",
  partly: "部分评估",
  partlyReason: (ecosystems) => `未评估：${ecosystems}。其中未发现漏洞并不表示没有漏洞。`,
  starterReason: (ecosystems) => `仅对照初始公告集评估：${ecosystems}。`,
  states: {
    queued: "排队中",
    analyzing: "分析中",
    analyzed: "已分析",
    failed: "失败",
    unsupported: "不支持",
    deleted: "已删除",
  },
  incomplete: "部分分析",
  integrationStatuses: { pending: "待处理", connected: "已连接", error: "错误" },
  copy: (what) => `复制${what}`,
  copied: "已复制",
  copyFailed: "无法复制",
  digest: "摘要",
  packageUrl: "软件包 URL",
  none: "无",
  unknown: "未知",
  never: "从未",
  opensInNewTab: "在新标签页中打开",
  moreTags: (count) => `另有 ${countedZh(count, "个标签")}`,
};
