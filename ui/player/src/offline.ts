// Keeps the game for when there is no internet (sw.ts). Only for a page of its own: not in the single file, not embedded.

import { isSingleFile } from "./load";

export function keepOffline(): void {
  const isOwnPage = isSecureContext && location.protocol.startsWith("http") && window.top === window;
  if (!isOwnPage || isSingleFile || !("serviceWorker" in navigator)) return;
  // Forbidden in private windows and by some servers; the game does not need it.
  navigator.serviceWorker.register("sw.js").catch(() => undefined);
}
