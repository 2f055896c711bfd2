// The single file's data: base64, and DEFLATE around the player.

import { inflateHere } from "./inflate";

/** The bytes of a base64 text; white space may stand around it. Throws when it is none. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

/** What was deflated (raw). The browser does it where it can; ten-year-old ones cannot. Rejects when it is damaged. */
export async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  let stream: DecompressionStream;
  try {
    stream = new DecompressionStream("deflate-raw");
  } catch {
    // Missing, or of before it knew the raw form.
    return inflateHere(bytes);
  }
  const inflated = new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer();
  return new Uint8Array(await inflated);
}
