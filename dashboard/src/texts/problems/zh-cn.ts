import type { Translation } from "../catalog.ts";
import type { en } from "./en.ts";

export const zhCn: Translation<typeof en> = {
  offline: "无法连接到服务",
  offlineAdvice: "请检查网络连接，并确认服务正在运行。此页面会自动重试。",
  timeout: "服务未及时响应",
  timeoutAdvice: "服务可能正忙。此页面会自动重试。",
  session: "您的会话已结束",
  sessionAdvice: "请重新登录以继续。",
  forbidden: "您的角色权限不足",
  notFound: "找不到所请求的内容",
  refused: "请求被拒绝",
  failed: "服务出现故障",
  failedAdvice: "请稍后重试。如果问题持续存在，请将请求编号告知服务的运维人员。",
  request: (id) => `请求 ${id}`,
  stale: "您看到的内容可能已过时",
  tryAgain: "重试",
};
