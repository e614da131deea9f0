import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { Page } from "../../app/page.tsx";
import { List } from "../../list/list.tsx";
import { tokensTexts } from "../../texts/tokens/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { CreateTokenDialog } from "./create-token-dialog.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";
import type { TokenSummary } from "./token-readings.ts";
import { useTokensList } from "./tokens-list.tsx";
import { useOwners } from "./use-owners.ts";
import { useWhoseTokens, WhoseTokens } from "./whose-tokens.tsx";

/** The reader's personal access tokens; for owners, everyone's. */
export function TokensPage() {
  const texts = useTexts(tokensTexts);
  const of = useWhoseTokens();
  const owners = useOwners(of === "everyone");
  const [revoked, setRevoked] = useState<TokenSummary>();
  const [isCreating, setIsCreating] = useState(false);
  const definition = useTokensList({ owners, onRevoke: setRevoked });
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      actions={
        <Button
          variant="primary"
          onClick={() => {
            setIsCreating(true);
          }}
        >
          {texts.create}
        </Button>
      }
    >
      <List definition={definition} query={{ of }} actions={<WhoseTokens />} />
      {revoked && (
        <RevokeDialog
          token={revoked}
          onClose={() => {
            setRevoked(undefined);
          }}
        />
      )}
      {isCreating && (
        <CreateTokenDialog
          onClose={() => {
            setIsCreating(false);
          }}
        />
      )}
    </Page>
  );
}
