import type { Translation } from "../catalog.ts";
import type { en } from "./en.ts";

export const zhCn: Translation<typeof en> = {
  title: "登录",
  lead: (brand) => `${brand} 显示您的 Amazon ECR 注册表中各镜像的内容。`,
  invitedTitle: "您收到了邀请",
  invitedLead: "请以本人身份登录，查看是哪个组织邀请您并加入。",
  localLead: "当前为本地模式：任何数据都不会离开本机。请选择以哪位成员的身份查看。",
  continueAs: (name) => `以 ${name} 的身份继续`,
  roles: {
    owner: "可以执行所有操作：添加和移除集成，管理成员、设置和令牌。",
    editor: "可以激活仓库，并重新分析镜像。",
    member: "可以查看所有内容，但不能更改。",
  },
  otherRole: "组织的成员。",
  signIn: "登录",
  signInAgain: "重新登录",
  signOut: "退出登录",
  providerLead: "您将通过所在组织的身份提供商登录，然后返回此处。",
  starting: "正在启动",
  expiredTitle: "您的会话已结束",
  expiredLead: "请重新登录以继续。后面的页面会保持原样。",
  unavailableTitle: "无法连接到服务",
  unavailableLead: "无法读取登录方式。请确认服务正在运行，然后重试。",
  tryAgain: "重试",
  failed: {
    foreign: "身份提供商的回应不属于此标签页的任何登录，可能被打开了两次。请重新登录。",
    refused: (reason) => `身份提供商未允许您登录：${reason}。请重试，或咨询其管理者。`,
    unreachable: "无法连接到身份提供商。请检查网络连接，然后重新登录。",
  },
  noOrganizationTitle: "您尚未加入任何组织",
  noOrganizationLead: "您已登录，但没有组织认识您。请向所有者索取邀请，并在此处打开其链接。",
  chooseOrganization: "选择组织",
  unknownOrganizationTitle: "您不在此组织中",
  unknownOrganizationLead: (name) =>
    `不存在组织 ${name}，或者您不是其成员。请选择您的组织，或向其所有者索取邀请。`,
};
