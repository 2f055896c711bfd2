// What can go wrong, as kinds that a person can be told about.

export type TroubleKind =
  | "missing" // a file is not there
  | "offline" // nothing can be fetched
  | "local" // the folder was opened from the disk, where pages may not fetch
  | "version" // page, player and pack do not belong together
  | "damaged" // a file is not what it should be
  | "browser" // WebAssembly is missing or forbidden
  | "picture" // neither WebGL2 nor Canvas2D works
  | "memory" // the device has none left
  | "stopped"; // a fault of ours while playing

/** A failure that ends in the friendly page. The detail is small print for grown-ups. */
export class Trouble extends Error {
  constructor(
    readonly kind: TroubleKind,
    detail: string,
  ) {
    super(detail);
  }
}

/** What any thrown thing means. */
export function troubleOf(thrown: unknown, otherwise: TroubleKind): Trouble {
  if (thrown instanceof Trouble) return thrown;
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  // Engines differ in how they say it, but all of them say "memory".
  const isMemory = thrown instanceof RangeError && /memory|allocat|buffer/i.test(detail);
  return new Trouble(isMemory ? "memory" : otherwise, detail);
}
