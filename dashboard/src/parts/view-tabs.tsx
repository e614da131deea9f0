import Tabs, { type TabsProps } from "@cloudscape-design/components/tabs";
import { useSearchParams } from "react-router";

interface ViewTabsProps {
  /** Of the group, for who listens. */
  readonly label: string;
  readonly tabs: readonly TabsProps.Tab[];
}

/** Tabs of which the address names the one that is open; nothing named is the first. */
export function ViewTabs({ label, tabs }: ViewTabsProps) {
  const [parameters, setParameters] = useSearchParams();
  const first = tabs[0]?.id ?? "";
  const wanted = parameters.get("view");
  const open = tabs.find(({ id }) => id === wanted)?.id ?? first;
  return (
    <Tabs
      ariaLabel={label}
      activeTabId={open}
      tabs={tabs}
      onChange={({ detail }) => {
        const next = new URLSearchParams(parameters);
        if (detail.activeTabId === first) next.delete("view");
        else next.set("view", detail.activeTabId);
        setParameters(next);
      }}
    />
  );
}
