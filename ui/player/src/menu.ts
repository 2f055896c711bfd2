// The menu over the game.

import { canFullScreen, isFullScreen, onFullScreen, toggleFullScreen } from "./full-screen";
import { element } from "./page";
import { keepSettings, type Settings } from "./settings";
import type { Sound, Volume } from "./sound";
import { WORDS } from "./words";

/** What the menu asks of the game. */
export interface MenuDeeds {
  opened(): void;
  closed(): void;
  startAnew(): void;
  /** Back to where `startAnew` was asked for; `undefined` when there is nothing to go back to. */
  undo(): (() => void) | undefined;
}

export class Menu {
    private readonly box = element("menu");
  private louder: Volume;

  constructor(
    private readonly settings: Settings,
    private readonly sound: Sound,
    private readonly deeds: MenuDeeds,
  ) {
    this.louder = settings.volume || 2;
    const on = (id: string, deed: () => void): void => element(id).addEventListener("click", deed);
    on("open", () => this.open());
    on("go-on", () => this.close());
    on("volume", () => this.setVolume(((this.settings.volume + 2) % 3) as Volume));
    on("full", toggleFullScreen);
    on("hand", () => {
      this.settings.isLeftHanded = !this.settings.isLeftHanded;
      this.changed();
    });
    on("anew", () => {
      this.deeds.startAnew();
      this.close();
    });
    on("undo", () => {
      this.deeds.undo()?.();
      this.close();
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Tab") return;
      event.preventDefault();
      this.move(event.shiftKey ? -1 : 1);
    });
    onFullScreen(() => this.show());
    this.show();
  }

  get isOpen(): boolean {
    return !this.box.hidden;
  }

  open(): void {
    if (this.isOpen) return;
    this.deeds.opened();
    this.show();
    this.box.hidden = false;
    element("go-on").focus();
  }

  close(): void {
    if (!this.isOpen) return;
    this.box.hidden = true;
    this.deeds.closed();
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  /** Sound off, or as loud as it was. */
  mute(): void {
    this.setVolume(this.settings.volume ? 0 : this.louder);
  }

  /** Focus to the next button (1) or the one before (-1). */
  move(by: number): void {
    const buttons = [...this.box.querySelectorAll("button")].filter((button) => !button.hidden);
    const index = buttons.findIndex((button) => button === document.activeElement);
    buttons[(index + by + buttons.length) % buttons.length]?.focus();
  }

  /** Clicks what is in focus. */
  press(): void {
    if (document.activeElement instanceof HTMLButtonElement) document.activeElement.click();
  }

  private setVolume(volume: Volume): void {
    this.settings.volume = volume;
    if (volume) this.louder = volume;
    this.sound.setVolume(volume);
    this.changed();
  }

  private changed(): void {
    keepSettings(this.settings);
    this.show();
  }

  /** Brings words and classes in line with the settings. */
  private show(): void {
    const { volume, isLeftHanded } = this.settings;
    const label = (id: string, words: string): void => {
      const span = element(id).querySelector("span");
      if (span) span.textContent = words;
    };
    label("volume", WORDS.volume[volume]);
    element("volume").dataset["volume"] = String(volume);
    label("hand", isLeftHanded ? WORDS.handed.left : WORDS.handed.right);
    document.body.classList.toggle("left-handed", isLeftHanded);
    element("full").hidden = !canFullScreen();
    label("full", isFullScreen() ? WORDS.fullScreen.leave : WORDS.fullScreen.enter);
    element("undo").hidden = !this.deeds.undo();
  }
}
