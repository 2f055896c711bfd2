import assert from "node:assert/strict";
import { test } from "node:test";
import { Button, Buttons } from "../src/buttons";
import { padButtons } from "../src/gamepad";
import { crossButtons } from "../src/cross";

const [left, right, up, down] = [Button.left, Button.right, Button.up, Button.down];
const [jump, action, pause] = [Button.jump, Button.action, Button.pause];

test("a tap shorter than a tick is still a tick long", () => {
  const buttons = new Buttons();
  buttons.set("keys", jump);
  buttons.set("keys", 0);
  assert.deepEqual([buttons.take(), buttons.take()], [jump, 0]);
});

test("letting go and pressing again within a tick is a second press", () => {
  const buttons = new Buttons();
  buttons.set("keys", jump);
  assert.equal(buttons.take(), jump);
  buttons.set("keys", 0);
  buttons.set("keys", jump);
  assert.deepEqual([buttons.take(), buttons.take(), buttons.take()], [0, jump, jump]);
});

test("a button is down while anything holds it", () => {
  const buttons = new Buttons();
  buttons.set("keys", right);
  buttons.set("pads", right | jump);
  assert.equal(buttons.take(), right | jump);
  buttons.set("pads", 0);
  assert.equal(buttons.take(), right);
  buttons.set("keys", 0);
  assert.equal(buttons.take(), 0);
});

test("nothing stays down when the page loses the keyboard", () => {
  const buttons = new Buttons();
  buttons.set("keys", left);
  buttons.tap(jump);
  buttons.clear();
  assert.equal(buttons.take(), 0);
});

const pad = (mapping: string, pressed: readonly number[], axes: readonly number[]) => ({
  mapping,
  axes,
  buttons: Array.from({ length: 17 }, (_, index) => ({ pressed: pressed.includes(index) })),
});

test("a standard gamepad walks with stick and cross", () => {
  assert.equal(padButtons(pad("standard", [0, 15], [0, 0])), jump | right);
  assert.equal(padButtons(pad("standard", [2, 9], [-0.9, 0])), left | action | pause);
  assert.equal(padButtons(pad("standard", [], [0.2, -0.3])), 0, "a stick that rests badly");
  assert.equal(padButtons(pad("standard", [], [0, -1])), up);
});

test("a gamepad without a mapping walks with its hat", () => {
  const hat = (value: number): number => padButtons(pad("", [], [0, 0, 0, 0, 0, 0, 0, 0, 0, value]));
  assert.deepEqual([-1, -3 / 7, 1 / 7, 5 / 7].map(hat), [up, right, down, left]);
  assert.equal(hat(9 / 7), 0, "let go");
  assert.equal(padButtons(pad("", [], [0, 0, 0, 0, 0, 0, -1, 0])), left);
});

test("a thumb slides over the cross", () => {
  assert.equal(crossButtons(2, 3), 0);
  assert.equal(crossButtons(-60, 10), left);
  assert.equal(crossButtons(60, -40), right, "a thumb that is a little high still walks");
  assert.equal(crossButtons(40, -60), right | up);
  assert.equal(crossButtons(5, 60), down);
});
