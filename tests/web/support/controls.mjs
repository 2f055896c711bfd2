// Where the controls are: the one place that knows the player's page.

export const CONTROLS = {
  left: '#cross .left',
  right: '#cross .right',
  jump: '#jump',
  menu: '#open',
  hand: '#hand',
  goOn: '#go-on',
};
