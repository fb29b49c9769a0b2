import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { VitePWA } from "vite-plugin-pwa";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const server = `http://127.0.0.1:${process.env.REVERIE_PORT ?? "8080"}`;
const toServer = { target: server, changeOrigin: false };

/** These belong to the server: the service worker must never answer them with the shell. */
const SERVER_PATHS = [/^\/api/, /^\/socket\.io/, /^\/media/, /^\/hooks/, /^\/sandbox/, /^\/openapi/, /^\/health/,
  /^\/metrics/, /^\/mcp/, /^\/v1/];

/** The two fonts of the first view, asked for with the page itself. */
function preloadFonts(): Plugin {
  return {
    name: "reverie:preload-fonts",
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle }) => Object.keys(bundle ?? {})
        .filter((file) => /(inter|orbitron)-latin-wght-normal-.*\.woff2$/.test(file))
        .map((file) => ({
          tag: "link",
          injectTo: "head" as const,
          attrs: { rel: "preload", as: "font", type: "font/woff2", href: `/${file}`, crossorigin: "" },
        })),
    },
  };
}

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  plugins: [
    react(),
    tailwindcss(),
    preloadFonts(),
    VitePWA({
      registerType: "prompt",
      injectRegister: false,
      manifest: {
        name: "Reverie", short_name: "Reverie", start_url: "/", display: "standalone", id: "/",
        background_color: "#0a0a0f", theme_color: "#0a0a0f",
        icons: [
          { src: "/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" },
          { src: "/icon-maskable.svg", sizes: "any", type: "image/svg+xml", purpose: "maskable" },
        ],
      },
      workbox: {
        navigateFallback: "/index.html",
        navigateFallbackDenylist: SERVER_PATHS,
        globPatterns: ["index.html", "icon.svg", "assets/*.{js,css}",
          "assets/{inter-latin-wght,orbitron-latin-wght,rajdhani-latin-600}-normal-*.woff2"],
        globIgnores: ["assets/UiPage-*", "assets/Admin*", "assets/Studio*"],
        cleanupOutdatedCaches: true,
        runtimeCaching: [{
          urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith("/assets/"),
          handler: "CacheFirst",
          options: { cacheName: "reverie-assets", expiration: { maxEntries: 160, maxAgeSeconds: 30 * 86_400 } },
        }],
      },
    }),
  ],
  server: {
    proxy: { "/api": toServer, "/socket.io": { ...toServer, ws: true }, "/media": toServer, "/sandbox": toServer },
  },
  build: {
    outDir: process.env.REVERIE_WEB_OUT ?? "dist",
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler|react-router)\// },
            { name: "store", test: /node_modules\/(@reduxjs|redux|immer|reselect|react-redux)\// },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    testTimeout: 15_000,
  },
});
