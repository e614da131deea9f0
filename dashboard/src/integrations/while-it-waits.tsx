import { type ReactNode, useEffect } from "react";
import { useDismiss } from "../app/notifications.tsx";
import { useApi } from "../api/hooks.ts";
import { integrationReading } from "./integration-readings.ts";

interface WhileItWaitsProps {
  readonly integrationId: string;
  /** Name of the notification that this is in. */
  readonly notification: string;
  readonly children: ReactNode;
}

/** What a notification says while an integration waits for its stack; then the notification goes. */
export function WhileItWaits({ integrationId, notification, children }: WhileItWaitsProps) {
  const dismiss = useDismiss();
  const { data, error } = useApi(integrationReading(integrationId));
  const isOver = error?.status === 404 || (data !== undefined && data.status !== "pending");
  useEffect(() => {
    if (isOver) dismiss(notification);
  }, [isOver, dismiss, notification]);
  return children;
}
