// Builds the host into dist/: page.js, page.css, old.js, sw.js and the page that the exporter fills.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";

const root = new URL("..", import.meta.url).pathname;
const dist = `${root}dist/`;
/** As old as browsers may be that run the player's WebAssembly. */
const TARGET = "es2020";
/** What a visitor downloads of the page, in bytes after gzip -9. */
const MOST_BYTES = 14_000;

/** Shaders without comments and spaces. */
const shaders = {
  name: "shaders",
  setup: (build) =>
    build.onLoad({ filter: /webgl\.ts$/ }, async ({ path }) => {
      const shader = (text) => text.replace(/\/\/.*/g, "").replace(/\n\s+/g, "\n").replace(/ ?([-+*/=<>?:,;(){}&]+) ?/g, "$1").replace(/;\n/g, ";");
      const source = await readFile(path, "utf8");
      return { loader: "ts", contents: source.replace(/`#version 300 es\n[^`]*`/g, (text) => text.replace(/(?<=es\n)[^]*/, shader)) };
    }),
};

const common = { bundle: true, minify: true, legalComments: "none", charset: "utf8", absWorkingDir: root };
await mkdir(dist, { recursive: true });
await Promise.all([
  build({ ...common, entryPoints: ["src/main.ts"], outfile: "dist/page.js", format: "iife", target: TARGET, plugins: [shaders] }),
  build({ ...common, entryPoints: ["src/sw.ts"], outfile: "dist/sw.js", format: "iife", target: TARGET }),
  build({ ...common, bundle: false, entryPoints: ["src/old.js"], outfile: "dist/old.js", target: "es5" }),
  build({ ...common, entryPoints: ["page/page.css"], outfile: "dist/page.css", target: ["safari14", "chrome80", "firefox80"] }),
]);
// A twentieth smaller than esbuild makes it.
const { code } = await minify(await readFile(`${dist}page.js`, "utf8"), {
  ecma: 2020,
  compress: { passes: 4, unsafe_arrows: true, unsafe_methods: true, pure_getters: true, keep_fargs: false, hoist_props: true },
});
await writeFile(`${dist}page.js`, code);
for (const name of ["page.js", "old.js", "page.css"]) {
  const text = (await readFile(dist + name, "utf8")).trim();
  // These go into the page between tags.
  if (/<\/(script|style)|<!--|\{\{/i.test(text)) throw new Error(`${name} cannot stand inside the page`);
  await writeFile(dist + name, text);
}
const page = await readFile(`${root}page/page.html`, "utf8");
await writeFile(`${dist}page.html`, page.replace(/\n\s*/g, "\n").replace(/\n{2,}/g, "\n"));

const sizes = (text) => `${String(text.length).padStart(6)} bytes ${String(gzipSync(text, { level: 9 }).length).padStart(6)} gzip`;
const parts = await Promise.all(["page.html", "page.css", "page.js", "old.js"].map((name) => readFile(dist + name)));
const whole = Buffer.concat(parts);
console.log(`page   ${sizes(whole)} of at most ${MOST_BYTES}`);
console.log(`script ${sizes(parts[2])}`);
console.log(`sw.js  ${sizes(await readFile(`${dist}sw.js`))}`);
if (gzipSync(whole, { level: 9 }).length > MOST_BYTES) process.exitCode = 1;
