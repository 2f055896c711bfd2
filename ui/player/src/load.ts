// Finds the game: beside the page or inside it.

import { bytesOfBase64, inflate } from "./decode";
import { dataOf } from "./page";
import { Trouble, troubleOf } from "./trouble";

export interface Found {
  module: WebAssembly.Module;
  pack: Uint8Array;
}

/** Whether everything is in the page itself: the single file. */
export const isSingleFile = dataOf("player-wasm") !== undefined;

/** The player and the pack, both at once. `fresh` goes past the browser's cache. Rejects with a `Trouble`. */
export async function find(fresh: boolean): Promise<Found> {
  if (typeof WebAssembly !== "object") throw new Trouble("browser", "no WebAssembly");
  const [module, pack] = await Promise.all([findModule(fresh), findPack(fresh)]);
  return { module, pack };
}

async function findModule(fresh: boolean): Promise<WebAssembly.Module> {
  const inPage = dataOf("player-wasm");
  if (inPage !== undefined) {
    return compiled(async () => WebAssembly.compile(await decoded(() => inflate(bytesOfBase64(inPage)))));
  }
  const response = await fetched("player.wasm", fresh);
  // Streaming insists on the type, which small servers do not know.
  const streams = "compileStreaming" in WebAssembly && /^application\/wasm/.test(response.headers.get("content-type") ?? "");
  return compiled(() =>
    streams ? WebAssembly.compileStreaming(response) : response.arrayBuffer().then((bytes) => WebAssembly.compile(bytes)),
  );
}

async function findPack(fresh: boolean): Promise<Uint8Array> {
  const inPage = dataOf("game-pack");
  if (inPage !== undefined) return decoded(() => bytesOfBase64(inPage));
  const response = await fetched("game.pack", fresh);
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw troubleOf(error, "offline");
  }
}

async function fetched(name: string, fresh: boolean): Promise<Response> {
  let response: Response;
  try {
    // Without options the preloaded answer is taken.
    response = await (fresh ? fetch(name, { cache: "reload" }) : fetch(name));
  } catch (error) {
    const kind = location.protocol === "file:" ? "local" : "offline";
    throw new Trouble(kind, `${name}: ${troubleOf(error, kind).message}`);
  }
  if (!response.ok) throw new Trouble("missing", `${name}: ${response.status}`);
  return response;
}

async function compiled(compile: () => Promise<WebAssembly.Module>): Promise<WebAssembly.Module> {
  try {
    return await compile();
  } catch (error) {
    // A Content-Security-Policy without 'wasm-unsafe-eval' is told in its own words, which name it.
    const forbidden = error instanceof Error && /content.security|unsafe-eval|disallowed|blocked by CSP/i.test(error.message);
    throw troubleOf(error, forbidden ? "browser" : error instanceof TypeError ? "offline" : "damaged");
  }
}

async function decoded<T>(decode: () => T | Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (error) {
    throw troubleOf(error, "damaged");
  }
}
