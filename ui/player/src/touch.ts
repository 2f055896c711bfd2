// On-screen controls: a cross under one thumb, jump and action under the other.

import { Button, type Buttons } from "./buttons";
import { crossButtons } from "./cross";
import { element } from "./page";

/** Listens to thumbs; the controls appear with the first. */
export function listenToTouch(buttons: Buttons): void {
  const cross = element("cross");
  const jump = element("jump");
  const action = element("action");
  const show = (isTouch: boolean): void => void document.body.classList.toggle("touch", isTouch);
  addEventListener("pointerdown", (event) => event.pointerType === "touch" && show(true), true);
  // Whoever takes the keyboard wants to see the game.
  addEventListener("keydown", () => show(false));

  area(cross, "cross", (event) => {
    const box = cross.getBoundingClientRect();
    return crossButtons(event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2);
  });
  // One area for both, so that a thumb can roll from one to the other.
  area(element("deeds"), "deeds", (event) =>
    distance(event, action) < distance(event, jump) ? Button.action : Button.jump,
  );

  function area(target: HTMLElement, source: string, bitsAt: (event: PointerEvent) => number): void {
    const thumbs = new Map<number, number>();
    const tell = (): void => {
      let bits = 0;
      for (const each of thumbs.values()) bits |= each;
      buttons.set(source, bits);
      for (const part of target.querySelectorAll<HTMLElement>("[data-button]")) {
        part.classList.toggle("down", (bits & Number(part.dataset["button"])) !== 0);
      }
    };
    const move = (event: PointerEvent): void => {
      event.preventDefault();
      thumbs.set(event.pointerId, bitsAt(event));
      tell();
    };
    target.addEventListener("pointerdown", (event) => {
      try {
        target.setPointerCapture(event.pointerId);
      } catch {
        // Already let go.
      }
      move(event);
    });
    target.addEventListener("pointermove", (event) => thumbs.has(event.pointerId) && move(event));
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
      target.addEventListener(type, (event) => thumbs.delete(event.pointerId) && tell());
    }
    addEventListener("blur", () => {
      thumbs.clear();
      tell();
    });
  }
}

function distance(event: PointerEvent, target: HTMLElement): number {
  const box = target.getBoundingClientRect();
  return Math.hypot(event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2);
}
