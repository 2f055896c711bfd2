let isMarked = false;

/**
 * Marks the first frame once whoever is drawing right now has finished: microtasks run when the engine's own frame
 * function has returned, so everything it draws belongs to the frame, and nothing else does.
 */
export function markWhenDrawn() {
  if (isMarked) {
    return;
  }
  isMarked = true;
  queueMicrotask(() => performance.mark('snapcade:first-frame'));
}
