import type { Translation } from "../catalog.ts";
import { countedZh } from "../counted.ts";
import type { en } from "./en.ts";

export const zhCn: Translation<typeof en> = {
  title: "批量接入",
  enrollment: "批量接入",
  lead: "一个 StackSet 即可连接许多账户的注册表，包括以后加入您 AWS 组织的账户。每个账户和区域成为一个集成。",
  create: "创建批量接入",
  createTitle: "创建批量接入",
  change: "更改",
  changeTitle: "更改批量接入",
  changed: "批量接入已更改。等待中且现在列表中的账户已获准接入。",
  name: "名称",
  nameHint: "便于识别，例如组织单元的名称。",
  state: "状态",
  open: "开放",
  closed: "已关闭",
  closedAt: "关闭时间",
  allowed: "无需批准的账户",
  allowedCount: (accounts) => {
    if (accounts === "*") return "全部";
    return accounts.length === 0 ? "无" : countedZh(accounts.length, "个账户");
  },
  allowListed: "列表中的账户",
  allowListedHint: "其他账户都需等待所有者批准。",
  allowAll: "全部",
  allowAllHint: "任何拥有令牌的人都能将注册表连接到您的组织。",
  accounts: "账户",
  accountsHint: "12 位数字的 ID，每行一个。留空则逐个批准。",
  accountsWrong: (entries) => `不是 AWS 账户 ID：${entries}`,
  deliveryHint: "无法发送事件的区域需要单独的批量接入，采用定期列出方式。",
  emptyTitle: "尚无批量接入",
  emptyLead: "少量注册表使用“在 AWS 上创建”即可。账户较多时请创建批量接入。",
  launchTitle: "创建 StackSet 所用的内容",
  launchLead: "对每个账户和区域都相同。",
  launchSecret: "SetupEndpoint 含有机密：拥有它的人可以启动此批量接入的堆栈。",
  stackSetName: "StackSet 名称",
  createStackSet: "创建 StackSet",
  createStackInstances: "添加其堆栈：$OU 为组织单元，$REGIONS 为区域",
  renew: {
    submit: "更换令牌",
    title: (name) => `更换 ${name} 的令牌？`,
    lead: "当前令牌将无法启动新堆栈。已启动的堆栈不受影响。对于以后加入的账户，请更新 StackSet 的参数 SetupEndpoint。",
    done: "令牌已更换。请更新 StackSet 的参数 SetupEndpoint。",
  },
  close: {
    submit: "关闭",
    title: (name) => `关闭 ${name}？`,
    lead: "它将永久不再接受新堆栈。由其产生的集成保持不变。",
    done: "批量接入已关闭。",
  },
};
