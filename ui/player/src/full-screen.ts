// Full screen, where the browser can; iPhones cannot.

interface Prefixed extends HTMLElement {
  webkitRequestFullscreen?(): undefined;
}
interface PrefixedDocument extends Document {
  webkitFullscreenEnabled?: boolean;
  webkitFullscreenElement?: Element | null;
  webkitExitFullscreen?(): undefined;
}

const page = document as PrefixedDocument;
const root = document.documentElement as Prefixed;

export const canFullScreen = (): boolean => (page.fullscreenEnabled ?? page.webkitFullscreenEnabled) === true;
export const isFullScreen = (): boolean => !!(page.fullscreenElement ?? page.webkitFullscreenElement);

/** Call on a gesture. */
export function toggleFullScreen(): void {
  if (!canFullScreen()) return;
  const done = isFullScreen()
    ? (page.exitFullscreen ?? page.webkitExitFullscreen)?.call(page)
    : (root.requestFullscreen ?? root.webkitRequestFullscreen)?.call(root);
  // Refused: the page stays as it is.
  done?.catch(() => undefined);
}

/** Calls back when it changes. */
export function onFullScreen(changed: () => void): void {
  for (const type of ["fullscreenchange", "webkitfullscreenchange"]) document.addEventListener(type, changed);
}
