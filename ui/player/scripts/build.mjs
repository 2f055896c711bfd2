// Builds the host into dist/: page.js, page.css, old.js, sw.js and the page that the exporter fills.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = new URL("..", import.meta.url).pathname;
const dist = `${root}dist/`;
/** Modules came with ES2017, so nobody who gets page.js stumbles over younger words. */
const TARGET = "es2017";
/** All that a visitor downloads besides the game, in bytes after gzip -9. */
const MOST_BYTES = 14_000;

const common = { bundle: true, minify: true, legalComments: "none", charset: "utf8", absWorkingDir: root };
await mkdir(dist, { recursive: true });
await Promise.all([
  build({ ...common, entryPoints: ["src/main.ts"], outfile: "dist/page.js", format: "iife", target: TARGET }),
  build({ ...common, entryPoints: ["src/sw.ts"], outfile: "dist/sw.js", format: "iife", target: TARGET }),
  build({ ...common, bundle: false, entryPoints: ["src/old.js"], outfile: "dist/old.js", target: "es5" }),
  build({ ...common, entryPoints: ["page/page.css"], outfile: "dist/page.css", target: ["safari14", "chrome80", "firefox80"] }),
]);
for (const name of ["page.js", "old.js", "page.css"]) {
  const text = (await readFile(dist + name, "utf8")).trim();
  // These go into the page between tags.
  if (/<\/(script|style)|<!--|\{\{/i.test(text)) throw new Error(`${name} cannot stand inside the page`);
  await writeFile(dist + name, text);
}
const page = await readFile(`${root}page/page.html`, "utf8");
await writeFile(`${dist}page.html`, page.replace(/\n\s*/g, "\n").replace(/\n{2,}/g, "\n"));

let total = 0;
for (const name of ["page.html", "page.css", "page.js", "old.js", "sw.js"]) {
  const bytes = await readFile(dist + name);
  const packed = gzipSync(bytes, { level: 9 }).length;
  if (name !== "sw.js") total += packed;
  console.log(`${name.padEnd(10)} ${String(bytes.length).padStart(6)} bytes ${String(packed).padStart(6)} gzip`);
}
console.log(`page       ${String(total).padStart(27)} gzip of at most ${MOST_BYTES}`);
if (total > MOST_BYTES) process.exitCode = 1;
