import TopNavigation, {
  type TopNavigationProps,
} from "@cloudscape-design/components/top-navigation";
import { useNavigate } from "react-router";
import { usePagePath } from "../parts/page-link.tsx";
import { useSession } from "../session/session-context.ts";
import { appTexts } from "../texts/app/texts.ts";
import { type Language, LANGUAGES } from "../texts/catalog.ts";
import { useTexts } from "../texts/use-texts.ts";
import { useBrand } from "./brand.ts";
import { FIRST_PAGE } from "./page-paths.ts";
import { useMembership } from "./organization.tsx";
import { DENSITIES, THEMES, usePreferences } from "./preferences.tsx";

/** Languages are called as their speakers call them. */
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", "zh-CN": "简体中文" };

/** The bar above everything: the product, the organization, how things look, who is signed in. */
export function TopBar() {
  const texts = useTexts(appTexts);
  const brand = useBrand();
  const navigate = useNavigate();
  const pathOf = usePagePath();
  const home = pathOf(FIRST_PAGE);
  const utilities = [useOrganizationMenu(), useDisplayMenu(), useAccountMenu()];
  return (
    <div id="top-bar">
      <TopNavigation
        identity={{
          title: brand,
          href: home,
          onFollow: (event) => {
            event.preventDefault();
            void navigate(home);
          },
        }}
        utilities={utilities.flat()}
        i18nStrings={{
          overflowMenuTriggerText: texts.more,
          overflowMenuTitleText: texts.moreTitle,
          overflowMenuBackIconAriaLabel: texts.back,
          overflowMenuDismissIconAriaLabel: texts.close,
        }}
      />
    </div>
  );
}

function useOrganizationMenu(): readonly TopNavigationProps.Utility[] {
  const texts = useTexts(appTexts);
  const navigate = useNavigate();
  const { me, membership } = useMembership();
  if (me.organizations.length < 2) return [];
  return [
    {
      type: "menu-dropdown",
      text: membership.name,
      title: texts.organization,
      ariaLabel: `${texts.organization}: ${membership.name}`,
      iconName: "group",
      items: me.organizations.map(({ organizationId, name, role }) => ({
        id: organizationId,
        text: name,
        secondaryText: texts.roles[role],
      })),
      onItemClick: ({ detail }) => {
        void navigate(`/o/${encodeURIComponent(detail.id)}/${FIRST_PAGE}`);
      },
    },
  ];
}

function useDisplayMenu(): readonly TopNavigationProps.Utility[] {
  const texts = useTexts(appTexts);
  const { preferences, change } = usePreferences();
  const item = (part: string, id: string, text: string, checked: boolean) => ({
    id: `${part}:${id}`,
    itemType: "checkbox" as const,
    text,
    checked,
  });
  return [
    {
      type: "menu-dropdown",
      iconName: "settings",
      ariaLabel: texts.settingsMenu,
      title: texts.settingsMenu,
      items: [
        {
          id: "theme",
          text: texts.theme,
          items: THEMES.map((theme) =>
            item("theme", theme, texts.themes[theme], preferences.theme === theme),
          ),
        },
        {
          id: "density",
          text: texts.density,
          items: DENSITIES.map((density) =>
            item("density", density, texts.densities[density], preferences.density === density),
          ),
        },
        {
          id: "language",
          text: texts.language,
          items: LANGUAGES.map((language) =>
            item("language", language, LANGUAGE_NAMES[language], preferences.language === language),
          ),
        },
      ],
      onItemClick: ({ detail }) => {
        const [part = "", id = ""] = detail.id.split(":");
        const theme = THEMES.find((one) => one === id);
        const density = DENSITIES.find((one) => one === id);
        const language = LANGUAGES.find((one) => one === id);
        if (part === "theme" && theme) change({ theme });
        if (part === "density" && density) change({ density });
        if (part === "language" && language) change({ language });
      },
    },
  ];
}

function useAccountMenu(): readonly TopNavigationProps.Utility[] {
  const texts = useTexts(appTexts);
  const session = useSession();
  const { me, membership } = useMembership();
  const name = me.name ?? texts.you;
  return [
    {
      type: "menu-dropdown",
      text: name,
      description: `${membership.name} · ${texts.roles[membership.role]}`,
      ariaLabel: `${texts.account}: ${name}`,
      iconName: "user-profile",
      items: [{ id: "sign-out", text: texts.signOut }],
      onItemClick: ({ detail }) => {
        if (detail.id === "sign-out") void session.signOut();
      },
    },
  ];
}
