import type { Translation } from "../catalog.ts";
import type { en } from "./en.ts";

export const zhCn: Translation<typeof en> = {
  title: "您收到了邀请",
  leadBefore: "加入 ",
  leadAfter: (role) => `，角色为“${role}”。`,
  name: "您在组织中的名称",
  nameHint: (name) => `您当前以 ${name} 的身份登录。`,
  accept: "接受",
  notNow: "暂不接受",
  until: (time) => `该邀请有效期至 ${time}，仅限第一个接受的人。`,
  alreadyMember: (organization) => `您已经是 ${organization} 的成员。该邀请仍对其受邀人有效。`,
  toOrganization: (organization) => `前往 ${organization}`,
  goneTitle: "此邀请无效",
  gone: "它已被使用、撤回或过期，或者链接不完整。请向组织的所有者索取新的邀请。",
  missing: "地址中没有邀请。请打开您收到的完整链接；如果链接不完整，请重新索取。",
  toDashboard: "前往您的组织",
  acceptedWithToken:
    "您现在已是成员。您自己的令牌属于另一个组织；此令牌用于新组织，有效期 90 天。请用它登录。",
  token: "令牌",
};
