// Where the controls on the glass are: the one place that knows the player's page.

export const CONTROLS = {
  left: '[data-button="left"]',
  right: '[data-button="right"]',
  jump: '[data-button="jump"]',
  hands: '[data-action="hands"]',
};
