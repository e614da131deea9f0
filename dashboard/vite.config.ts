import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { fontFiles } from "./font-files.ts";

const LOCAL_MODE = "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), fontFiles()],
  build: {
    target: "es2023",
    // Who reads a stack of the console, reads the source.
    sourcemap: false,
    // By it a test knows what the first page loads.
    manifest: true,
    // An inlined asset would need `data:` in the Content-Security-Policy of each kind of it.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    chunkSizeWarningLimit: 2000,
  },
  server: {
    proxy: {
      "/v1": { target: LOCAL_MODE, changeOrigin: true },
      "/sign-in.json": { target: LOCAL_MODE, changeOrigin: true },
    },
  },
});
