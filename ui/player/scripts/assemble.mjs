// A page from dist/, a player and a pack, for developers: as the exporter does, without its card, icons and manifest.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { deflateRawSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const read = (name) => readFile(new URL(name, dist), "utf8");

/** The page's text; with `inside` ({ wasm, pack } as bytes) it is the single file. */
export async function assemble({ title = "A game", inside } = {}) {
  const [page, style, script, old] = await Promise.all(["page.html", "page.css", "page.js", "old.js"].map(read));
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const csp = [
    "default-src 'none'",
    `script-src ${hash(script)} ${hash(old)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const block = (id, bytes) => `<script type="application/octet-stream" id="${id}">${bytes.toString("base64")}</script>`;
  const preload = (name) => `<link rel="preload" href="${name}" as="fetch" crossorigin>`;
  const values = {
    csp,
    title,
    style,
    script,
    old,
    description: "",
    author: "",
    language: "en",
    about: JSON.stringify({ title, author: "", language: "en" }),
    head: `<link rel="icon" href="data:,">${inside ? "" : preload("player.wasm") + preload("game.pack")}`,
    data: inside ? block("player-wasm", deflateRawSync(inside.wasm, { level: 9 })) + block("game-pack", inside.pack) : "",
  };
  return page.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
}
