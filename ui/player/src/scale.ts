// How large the screen is shown.

/** Where the screen lies in its box, in device pixels. */
export interface Fit {
  scale: number;
  left: number;
  top: number;
}

/** The largest whole scale that fits; a fraction only when not even 1 does. Upright boxes leave more room below, for thumbs. */
export function fit(boxWidth: number, boxHeight: number, width: number, height: number): Fit {
  const most = Math.min(boxWidth / width, boxHeight / height);
  const scale = most >= 1 ? Math.floor(most) : most;
  const above = boxHeight > boxWidth ? 0.3 : 0.5;
  return {
    scale,
    left: Math.round((boxWidth - width * scale) / 2),
    top: Math.round((boxHeight - height * scale) * above),
  };
}
