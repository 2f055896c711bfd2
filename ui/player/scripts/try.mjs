// Plays a game while developing: npm run try -- PLAYER.wasm GAME.pack [PORT]

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { assemble } from "./assemble.mjs";

const [wasm, pack, port = "8180"] = process.argv.slice(2);
if (!wasm || !pack) throw new Error("usage: npm run try -- PLAYER.wasm GAME.pack [PORT]");

const answers = {
  "/": ["text/html; charset=utf-8", () => assemble()],
  "/game.html": ["text/html; charset=utf-8", async () => assemble({ inside: { wasm: await readFile(wasm), pack: await readFile(pack) } })],
  "/player.wasm": ["application/wasm", () => readFile(wasm)],
  "/game.pack": ["application/octet-stream", () => readFile(pack)],
};
createServer(async (request, response) => {
  const answer = answers[new URL(request.url, "http://localhost").pathname];
  if (!answer) return response.writeHead(404).end();
  const [type, body] = answer;
  response.writeHead(200, { "content-type": type, "cache-control": "no-cache" }).end(await body());
}).listen(Number(port), "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/ and http://127.0.0.1:${port}/game.html`));
