// The keyboard: keys by their place, so that every layout plays alike.

import { Button, type Buttons } from "./buttons";

const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: Button.left,
  KeyA: Button.left,
  ArrowRight: Button.right,
  KeyD: Button.right,
  ArrowUp: Button.up,
  KeyW: Button.up,
  ArrowDown: Button.down,
  KeyS: Button.down,
  Space: Button.jump,
  KeyZ: Button.jump,
  KeyK: Button.jump,
  KeyX: Button.action,
  KeyE: Button.action,
  KeyJ: Button.action,
  Enter: Button.action,
};

/** What keys do besides the buttons. */
export interface Hotkeys {
  pause(): void;
  menu(): void;
  mute(): void;
  fullScreen(): void;
  /** Whether keys belong to the menu now. */
  isMenu(): boolean;
  /** In a menu: to the next (1) or the one before (-1). */
  move(by: number): void;
}

/** Listens to keys. */
export function listenToKeys(buttons: Buttons, hotkeys: Hotkeys): void {
  const down = new Set<string>();
  const tell = (): void => {
    let bits = 0;
    for (const code of down) bits |= KEYS[code] ?? 0;
    buttons.set("keys", bits);
  };
  const letGo = (): void => {
    down.clear();
    tell();
  };
  const once: Readonly<Record<string, () => void>> = {
    Escape: hotkeys.menu,
    KeyP: hotkeys.pause,
    KeyM: hotkeys.mute,
    KeyF: hotkeys.fullScreen,
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Remote controls and some phones send no code.
    const code = event.code || event.key;
    const hotkey = once[code];
    if (hotkey) {
      event.preventDefault();
      if (!event.repeat) hotkey();
      return;
    }
    const bits = KEYS[code];
    if (bits === undefined) return;
    if (hotkeys.isMenu()) {
      if (code.startsWith("Arrow")) {
        event.preventDefault();
        hotkeys.move(bits & (Button.down | Button.right) ? 1 : -1);
      }
      return;
    }
    // A button in focus gets its Enter and Space.
    if (event.target instanceof HTMLButtonElement && (code === "Enter" || code === "Space")) return;
    event.preventDefault();
    if (event.repeat) return;
    down.add(code);
    tell();
  });
  addEventListener("keyup", (event) => {
    // While Meta is held, macOS tells of no key that is let go.
    if (event.key === "Meta") letGo();
    else if (down.delete(event.code || event.key)) tell();
  });
  addEventListener("blur", letGo);
}
