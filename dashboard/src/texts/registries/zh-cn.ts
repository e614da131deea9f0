import type { Translation } from "../catalog.ts";
import type { en } from "./en.ts";

export const zhCn: Translation<typeof en> = {
  emptyTitle: "尚未连接注册表",
  emptyLead: "请先连接 AWS 账户的注册表，之后其设置会显示在此处。",
  connect: "连接 Amazon ECR",
  filter: "按账户、区域或模式查找",
  loading: "正在加载",
  noMatch: "没有匹配的注册表。",
};
