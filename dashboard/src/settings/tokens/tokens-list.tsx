import Button from "@cloudscape-design/components/button";
import { useMemo } from "react";
import type { ListColumn, ListDefinition } from "../../list/list-definition.ts";
import { ForeignText } from "../../parts/foreign-text.tsx";
import { Muted } from "../../parts/muted.tsx";
import { RelativeTime } from "../../parts/relative-time.tsx";
import { tokensTexts } from "../../texts/tokens/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Expiry } from "./expiry.tsx";
import { tokensReading, type TokenSummary } from "./token-readings.ts";
import { TokensEmpty } from "./tokens-empty.tsx";

type TokensTexts = (typeof tokensTexts)["en"];

interface TokensListOptions {
  /** Names of members by their identifiers; undefined: only the reader's own tokens are shown. */
  readonly owners: ReadonlyMap<string, string> | undefined;
  readonly onRevoke: (token: TokenSummary) => void;
}

/** The list of personal access tokens. */
export function useTokensList({
  owners,
  onRevoke,
}: TokensListOptions): ListDefinition<TokenSummary> {
  const texts = useTexts(tokensTexts);
  return useMemo(
    () => ({
      name: "tokens",
      title: texts.title,
      reading: tokensReading,
      columns: columnsOf(texts, owners, onRevoke),
      filters: [],
      idOf: ({ tokenId }) => tokenId,
      nameOf: ({ name }) => name ?? texts.nameless,
      empty: <TokensEmpty />,
    }),
    [texts, owners, onRevoke],
  );
}

function columnsOf(
  texts: TokensTexts,
  owners: ReadonlyMap<string, string> | undefined,
  onRevoke: (token: TokenSummary) => void,
): readonly ListColumn<TokenSummary>[] {
  const owner: ListColumn<TokenSummary> = {
    id: "owner",
    label: texts.owner,
    cell: ({ memberId }) => <ForeignText>{owners?.get(memberId) ?? memberId}</ForeignText>,
    value: ({ memberId }) => owners?.get(memberId) ?? memberId,
    width: 130,
  };
  return [
    {
      id: "name",
      label: texts.name,
      cell: ({ name }) =>
        name === null ? <Muted>{texts.nameless}</Muted> : <ForeignText>{name}</ForeignText>,
      value: ({ name }) => name,
      isRowHeader: true,
      width: 210,
    },
    ...(owners === undefined ? [] : [owner]),
    {
      id: "scope",
      label: texts.scope,
      cell: ({ scope }) => texts.scopes[scope],
      value: ({ scope }) => scope,
      width: 190,
    },
    {
      id: "lastUsedAt",
      label: texts.lastUsed,
      cell: ({ lastUsedAt }) => <RelativeTime at={lastUsedAt} />,
      value: ({ lastUsedAt }) => lastUsedAt,
      width: 150,
    },
    {
      id: "expiresAt",
      label: texts.expires,
      cell: ({ expiresAt }) => <Expiry at={expiresAt} />,
      value: ({ expiresAt }) => expiresAt,
      width: 150,
    },
    {
      id: "createdAt",
      label: texts.created,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      value: ({ createdAt }) => createdAt,
      width: 150,
    },
    {
      id: "actions",
      label: texts.actions,
      cell: (token) => (
        <Button
          variant="inline-link"
          ariaLabel={texts.revokeOf(token.name ?? texts.nameless)}
          onClick={() => {
            onRevoke(token);
          }}
        >
          {texts.revoke}
        </Button>
      ),
      width: 100,
    },
  ];
}
