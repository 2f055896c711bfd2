// The player's page. Start reading here: it finds the game, plays it, and shows a friendly page when that fails.

import { Button, Buttons } from "./buttons";
import { toggleFullScreen } from "./full-screen";
import { Game } from "./game";
import { Gamepads } from "./gamepad";
import { listenToKeys } from "./keyboard";
import { type Found, find } from "./load";
import { Menu } from "./menu";
import { keepOffline } from "./offline";
import { element, switches } from "./page";
import { prove } from "./proof";
import { Moment, Rules, Screen } from "./rules";
import { readSettings } from "./settings";
import { Sound } from "./sound";
import { listenToTouch } from "./touch";
import { type Trouble, type TroubleKind, troubleOf } from "./trouble";
import { View } from "./view";
import { WORDS } from "./words";

/** What tests and curious people may look at. It changes nothing and knows nobody. */
interface Peephole {
  /** A copy of the moment (docs/web-build.md). */
  moment(): Uint32Array;
  /** Ticks and frames since the page was opened or begun again. */
  readonly ticks: number;
  readonly frames: number;
  readonly painter: "webgl2" | "canvas2d" | "none";
  readonly sound: { state: string; pieces: number; effects: number };
}
declare global {
  interface Window {
    snapcade: Peephole;
  }
}

/** Everybody has the same luck, so that a game can be talked about; `#seed=7` is another. */
const seed = Number(switches.get("seed")) || 0;
const isProving = switches.has("prove");

let finding: Promise<Found> = find(false);
// Waited for in `begin`; a failure before that is not unhandled.
finding.catch(() => undefined);
let game: Game | undefined;

const settings = readSettings();
const buttons = new Buttons();
const sound = new Sound(settings.volume);
const pads = new Gamepads(buttons);
const menu = new Menu(settings, sound, {
  opened: () => game?.pause(),
  closed: () => {
    game?.guard(() => game?.resume());
    focusGame();
  },
  startAnew: () => game?.guard(() => game?.startAnew()),
  undo: () => game?.undo(),
});
let view: View | undefined;

function begin(level: number): Promise<void> {
  return attempt(async () => {
    view ??= new View((error) => fail(error, "picture"));
    const found = await finding;
    const rules = await Rules.make(found.module, found.pack);
    document.body.className += " ready";
    if (isProving) return prove(rules, Number(switches.get("prove")));
    game = new Game(rules, { view, sound, buttons, menuHasIt, failed }, seed);
    game.begin(level);
    performance.mark("snapcade:first-frame");
    focusGame();
    keepOffline();
  });
}

/** Keys go to the game. Its ring is for those who come there by themselves. */
function focusGame(): void {
  const quietly: FocusOptions & { focusVisible: boolean } = { preventScroll: true, focusVisible: false };
  view?.element.focus(quietly);
}

async function attempt(deed: () => Promise<void>): Promise<void> {
  try {
    await deed();
  } catch (error) {
    fail(error, "stopped");
  }
}

function failed(error: unknown): void {
  fail(error, "stopped");
}

/** The friendly page; its button begins again. */
function fail(error: unknown, otherwise: TroubleKind): void {
  const page = element("trouble");
  if (!page.hidden) return;
  const trouble = troubleOf(error, otherwise);
  const level = levelOf(trouble);
  game?.end();
  menu.close();
  console.error(trouble);
  element("trouble-words").textContent = WORDS.trouble[trouble.kind];
  element("trouble-code").textContent = `${trouble.kind}: ${trouble.message}`.slice(0, 300);
  page.hidden = false;
  const again = element("again");
  again.focus();
  again.onclick = () => {
    // A picture that fails and memory that is full get a wholly fresh page.
    if (trouble.kind === "picture" || trouble.kind === "memory") return location.reload();
    page.hidden = true;
    if (trouble.kind !== "stopped") {
      finding = find(true);
      finding.catch(() => undefined);
    }
    void begin(level);
  };
}

/** Where to begin again: the level in which a game fell over, else where the page was meant to. */
function levelOf(trouble: Trouble): number {
  const asked = Number(switches.get("level") ?? 0) - 1;
  if (trouble.kind !== "stopped" || !game) return asked;
  try {
    const [screen, level] = [game.screen(), game.rules.now(Moment.level)];
    return screen === Screen.title || game.rules.now(Moment.isDemo) ? -1 : level;
  } catch {
    return asked;
  }
}

/** Looks after gamepads each frame; whether the menu has them and the time. */
function menuHasIt(): boolean {
  const pressed = pads.poll();
  if (menu.isOpen) {
    if (pressed & (Button.down | Button.right)) menu.move(1);
    if (pressed & (Button.up | Button.left)) menu.move(-1);
    if (pressed & Button.jump) menu.press();
    if (pressed & (Button.action | Button.pause)) menu.close();
  } else if (pressed & Button.pause) {
    pauseKey();
  }
  return menu.isOpen;
}

/** Pause opens the menu while somebody plays; elsewhere it goes on, as the rules have it. */
function pauseKey(): void {
  if (menu.isOpen) menu.close();
  else if (game?.isPlayed()) menu.open();
  else buttons.tap(Button.pause);
}

function listen(): void {
  listenToKeys(buttons, {
    pause: pauseKey,
    menu: () => menu.toggle(),
    mute: () => menu.mute(),
    fullScreen: toggleFullScreen,
    isMenu: () => menu.isOpen || !element("trouble").hidden,
    move: (by) => menu.move(by),
  });
  listenToTouch(buttons);
  element("stage").addEventListener("pointerdown", () => {
    if (game?.waits() && !menu.isOpen) buttons.tap(Button.jump);
  });
  for (const type of ["keydown", "pointerup", "touchend", "click"]) addEventListener(type, () => sound.unlock(), true);
  const wake = (): void => void (document.hidden || game?.wake());
  const rest = (): void => game?.rest();
  for (const type of ["focus", "pageshow", "pointerdown", "keydown"]) addEventListener(type, wake, true);
  for (const type of ["blur", "pagehide"]) addEventListener(type, (event) => event.target === window && rest());
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : wake()));
  // Long presses, double taps and pinches belong to the game.
  for (const type of ["contextmenu", "gesturestart", "dblclick"]) {
    document.addEventListener(type, (event) => event.preventDefault());
  }
  addEventListener("error", (event) => {
    // Browsers report a layout that takes two steps as an error; it is none.
    if (!event.message.startsWith("ResizeObserver")) fail(event.error ?? event.message, "stopped");
  });
  addEventListener("unhandledrejection", (event) => fail(event.reason, "stopped"));
}

window.snapcade = {
  moment: () => game?.rules.moment().slice() ?? new Uint32Array(Moment.numbers),
  get ticks() {
    return game?.ticks ?? 0;
  },
  get frames() {
    return game?.frames ?? 0;
  },
  get painter() {
    return view?.painter?.kind ?? "none";
  },
  get sound() {
    return { state: sound.state, ...sound.begun };
  },
};
listen();
void begin(Number(switches.get("level") ?? 0) - 1);
