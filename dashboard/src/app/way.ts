import { createContext } from "react";

/** Where the shell shows the way to the page, in its bar; null until it is there. */
export const WayContext = createContext<HTMLElement | null>(null);
