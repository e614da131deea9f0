import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { appTexts } from "../texts/app/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** What a reader is told above the page, until they dismiss it. */
export interface Notification {
  readonly type: "success" | "info" | "warning" | "error";
  readonly header?: ReactNode;
  readonly content: ReactNode;
  readonly action?: ReactNode;
  /** Replaces what was told under the same name. */
  readonly id?: string;
}

interface Shown extends Notification {
  readonly id: string;
}

interface NotificationsContext {
  readonly shown: readonly Shown[];
  readonly notify: (notification: Notification) => void;
  readonly dismiss: (id: string) => void;
}

/** More would push the page out of sight. */
const MAX_SHOWN = 5;
const Context = createContext<NotificationsContext | undefined>(undefined);

/** Keeps what readers are told, across pages. */
export function NotificationsProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const dismiss = useCallback((id: string) => {
    setShown((before) => before.filter((one) => one.id !== id));
  }, []);
  const notify = useCallback(({ id = crypto.randomUUID(), ...notification }: Notification) => {
    setShown((before) =>
      [{ ...notification, id }, ...before.filter((one) => one.id !== id)].slice(0, MAX_SHOWN),
    );
  }, []);
  const value = useMemo(() => ({ shown, notify, dismiss }), [shown, notify, dismiss]);
  return <Context value={value}>{children}</Context>;
}

/** Tells the reader something above the page. */
export function useNotify(): (notification: Notification) => void {
  return useNotifications().notify;
}

/** Takes back what was told under a name, once it is no longer so. */
export function useDismiss(): (id: string) => void {
  return useNotifications().dismiss;
}

/** Shows what readers are told. */
export function Notifications() {
  const texts = useTexts(appTexts);
  const { shown, dismiss } = useNotifications();
  const items = shown.map(
    ({ id, type, header, content, action }): FlashbarProps.MessageDefinition => ({
      id,
      type,
      header,
      content,
      action,
      dismissible: true,
      dismissLabel: texts.dismiss,
      ariaRole: type === "error" ? "alert" : "status",
      onDismiss: () => {
        dismiss(id);
      },
    }),
  );
  return <Flashbar items={items} />;
}

function useNotifications(): NotificationsContext {
  const value = useContext(Context);
  if (value === undefined) throw new Error("There is no NotificationsProvider above.");
  return value;
}
