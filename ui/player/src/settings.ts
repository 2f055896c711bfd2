// What is remembered on this device: nothing else is, and nothing leaves it.

import type { Volume } from "./sound";

export interface Settings {
  volume: Volume;
  isLeftHanded: boolean;
}

const KEY = "snapcade";

/** Settings as they were left; storage may be forbidden or full of something else. */
export function readSettings(): Settings {
  let kept: Partial<Settings> = {};
  try {
    kept = Object(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
  } catch {
    // A private window, or storage that is switched off.
  }
  const volume = kept.volume === 0 || kept.volume === 1 ? kept.volume : 2;
  return { volume, isLeftHanded: kept.isLeftHanded === true };
}

export function keepSettings(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // They last as long as the page.
  }
}
