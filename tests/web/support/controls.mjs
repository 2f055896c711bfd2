// Where the controls are: the one place that knows the player's page.

export const CONTROLS = {
  left: '#cross .left',
  right: '#cross .right',
  jump: '#jump',
  menu: '#open',
  hand: '#hand',
  goOn: '#go-on',
};

/** The friendly screen: what it says, and the small print below that may be technical. */
export const TROUBLE = { words: '#trouble-words', again: '#again', print: '#trouble-code' };
/** What a screen reader is told. */
export const SAID = '#said';
/** What is shown until the game is there. */
export const LOADING = '#loading';
/** Where the proofs are written. */
export const PROOF = '#proof';
/** What a browser without modules says. */
export const TOO_OLD = '#too-old';
