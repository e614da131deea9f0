import {
  CreatedToken,
  CreateToken,
  RevokedToken,
  TokensQuery,
  TokenSummary,
} from "../../core/contract/api-tokens.ts";
import { listOf } from "../../core/contract/page.ts";
import { PermanentError } from "../../core/errors.ts";
import { memberIdOf } from "../../core/members/member-id.ts";
import { createPersonalToken, revokeToken } from "../../core/members/personal-token.ts";
import type { AccessToken } from "../../core/members/port.ts";
import { NoQuery, principalOf, type Route, route, segment } from "./route.ts";

const TOKENS = "/v1/organizations/{organization}/tokens";

export const tokenRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: TOKENS,
    access: "member",
    summary: "Personal access tokens",
    description:
      "Your own; with `of=everyone`, for owners, those of all members. Expired ones are shown for 30 days. A page may have fewer than `limit`.",
    query: TokensQuery,
    body: undefined,
    status: 200,
    answer: "TokenList",
    response: listOf(TokenSummary),
    async handle(context) {
      const { of, ...query } = context.query;
      if (of === "everyone" && context.role !== "owner") throw ownersOnly();
      const owner = of === "everyone" ? undefined : principalOf(context);
      const { members } = context.dependencies;
      const page = await members.listTokens(segment(context, "organization"), owner, query);
      return { items: page.items.map(summaryOf), nextCursor: page.nextCursor, asOf: null };
    },
  }),
  route({
    method: "POST",
    path: TOKENS,
    access: "member",
    summary: "Create a personal access token",
    description:
      "It stands for you in this organization: with the scope `write` it may what you may, with `read` it only looks. The token is shown in this answer only.",
    query: NoQuery,
    body: CreateToken,
    status: 201,
    answer: "CreatedToken",
    response: CreatedToken,
    async handle(context): Promise<CreatedToken> {
      const { stored, token } = await createPersonalToken(
        context.dependencies,
        segment(context, "organization"),
        principalOf(context),
        context.body,
      );
      return { ...summaryOf(stored), token };
    },
  }),
  route({
    method: "DELETE",
    path: `${TOKENS}/{tokenId}`,
    access: "member",
    summary: "Revoke a personal access token",
    description: "Your own; owners any. It opens nothing from then on.",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "RevokedToken",
    response: RevokedToken,
    async handle(context): Promise<RevokedToken> {
      const { members, now } = context.dependencies;
      const { issuer, subject } = principalOf(context);
      const by = { issuer, subject, isOwner: context.role === "owner" };
      const organizationId = segment(context, "organization");
      const revoked = await revokeToken(members, organizationId, segment(context, "tokenId"), by);
      const { tokenId, name = null } = revoked;
      return { tokenId, name, revokedAt: now().toISOString() };
    },
  }),
];

function summaryOf(token: AccessToken): TokenSummary {
  return {
    tokenId: token.tokenId,
    name: token.name ?? null,
    scope: token.scope ?? "write",
    memberId: memberIdOf(token),
    createdAt: token.createdAt,
    expiresAt: token.expiresAt ?? null,
    lastUsedAt: token.lastUsedAt ?? null,
  };
}

function ownersOnly(): PermanentError {
  return new PermanentError(
    "forbidden",
    "Only owners see the tokens of everyone. Without `of` the list has your own.",
  );
}
