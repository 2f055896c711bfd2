// What the page says besides the texts of page.html. One table, so that it can be translated.

import type { TroubleKind } from "./trouble";

export const WORDS = {
  volume: ["Sound is off", "Sound is soft", "Sound is on"],
  handed: { right: "Jump on the right", left: "Jump on the left" },
  fullScreen: { enter: "Full screen", leave: "Small screen" },
  proving: "Proving",
  proven: "proven",
  notProven: "not proven",
  trouble: {
    missing: "A piece of the game is missing. Maybe it is still being uploaded.",
    offline: "The game could not be fetched. Is there internet?",
    local: "To play from the disk, open the single game file.",
    version: "The pieces of this game do not fit together. A fresh copy will help.",
    damaged: "A piece of the game is damaged. A fresh copy will help.",
    browser: "This browser cannot run the game. A newer one can.",
    picture: "The picture could not be drawn. Closing other pages may help.",
    memory: "This device has no room left for the game. Closing other pages may help.",
    stopped: "The game tripped over its own feet. That is our fault, not yours.",
  } satisfies Record<TroubleKind, string>,
} as const;
