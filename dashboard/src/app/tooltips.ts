/**
 * Has the hints that open beside buttons belong to the page for who listens. The design system puts
 * each into an element of its own at the end of the body, outside of every landmark; a status is
 * what a hint is (WAI-ARIA 1.2, status: advice that takes no alert). It is not read out by itself,
 * for the button's description says the same.
 *
 * @returns How to stop.
 */
export function placeTooltips(page: Document): () => void {
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      // The element is there first, and filled afterwards.
      for (const node of target === page.body ? addedNodes : []) {
        observer.observe(node, { childList: true });
      }
      const portals = target === page.body ? addedNodes : [target];
      for (const node of portals) place(node);
    }
  });
  observer.observe(page.body, { childList: true });
  return () => {
    observer.disconnect();
  };
}

function place(portal: Node): void {
  if (!(portal instanceof HTMLElement)) return;
  if (portal.querySelector(":scope > [role=tooltip]") === null) return;
  portal.setAttribute("role", "status");
  portal.setAttribute("aria-live", "off");
}
