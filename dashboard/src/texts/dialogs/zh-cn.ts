import type { Translation } from "../catalog.ts";
import type { en } from "./en.ts";

export const zhCn: Translation<typeof en> = {
  cancel: "取消",
  done: "完成",
  working: "正在处理",
  needsRole: (role, own) => `此操作需要“${role}”角色，您的角色是“${own}”。请联系组织的所有者。`,
  shownOnce: "仅显示这一次，请立即复制：之后任何人（包括我们）都无法再次读取。",
};
