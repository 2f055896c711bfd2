// The elements of page.html, by their ids.

/** An element that page.html has. */
export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`page.html lacks #${id}`);
  return found as T;
}

/** A `<script>` of data, if the page has it. */
export function dataOf(id: string): string | undefined {
  return document.getElementById(id)?.textContent ?? undefined;
}

/** The switches after the address's `#`: `#level=3&painter=canvas2d`. */
export const switches = new URLSearchParams(location.hash.slice(1));
