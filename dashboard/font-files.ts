import type { Plugin } from "vite";

const EMBEDDED_FONT = /url\(["']?data:font\/woff2;base64,([A-Za-z0-9+/=]+)["']?\)/g;

/**
 * Makes files of the fonts that the design system's style sheet carries in itself: they are most
 * of its bytes, a browser then loads those that it needs, and the Content-Security-Policy allows
 * no `data:` fonts.
 */
export function fontFiles(): Plugin {
  return {
    name: "font-files",
    // After Vite has resolved the sheet's own addresses, which would not know these.
    generateBundle(_, bundle) {
      for (const asset of Object.values(bundle)) {
        if (asset.type !== "asset" || !asset.fileName.endsWith(".css")) continue;
        asset.source = asset.source.toString().replace(EMBEDDED_FONT, (_whole, base64: string) => {
          const reference = this.emitFile({
            type: "asset",
            name: "font.woff2",
            source: Buffer.from(base64, "base64"),
          });
          return `url(/${this.getFileName(reference)})`;
        });
      }
    },
  };
}
