import type { Translation } from "../catalog.ts";
import type { en } from "./en.ts";

export const zhCn: Translation<typeof en> = {
  title: "镜像",
  lead: "推送到已连接注册表的每个镜像，每个平台一行。",
  image: "镜像",
  repository: "仓库",
  registry: "注册表",
  tags: "标签",
  tag: "标签",
  untagged: "无标签",
  digest: "摘要",
  platform: "操作系统/架构",
  state: "状态",
  pushed: "上次推送",
  analyzed: "分析时间",
  vulnerabilities: "漏洞",
  packages: "软件包",
  package: "软件包",
  vulnerability: "漏洞",
  severity: "包含严重性",
  distribution: "发行版",
  size: "大小",
  emptyTitle: "尚无镜像",
  emptyLead: "镜像推送到已激活的仓库后会显示在此处。请先连接您的注册表，然后激活仓库。",
  emptyConnect: "连接 Amazon ECR",
  emptyRepositories: "激活仓库",
};
