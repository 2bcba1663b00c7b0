"use strict";
// The page reader by keyboard, and pictures that were not ready asked for again. All of it works
// without: every step is a link.

(() => {
  const AGAIN = [1500, 4000, 10000];

  // Keys are named by the links themselves (aria-keyshortcuts). None is a letter or sign, so none
  // gets in the way of dictation or of a screen reader (WCAG 2.2, 2.1.4).
  const press = (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, [tabindex='0']")) return;
    const key = (event.shiftKey ? "Shift+" : "") + event.key;
    const link = document.querySelector(`a[aria-keyshortcuts="${CSS.escape(key)}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  };

  const askAgain = (image) => {
    const tries = Number(image.dataset.tries ?? 0);
    if (tries >= AGAIN.length) return;
    image.dataset.tries = tries + 1;
    setTimeout(() => { image.src = image.getAttribute("src"); }, AGAIN[tries]);
  };

  document.addEventListener("keydown", press);
  document.querySelectorAll("img[data-again]").forEach((image) => {
    image.addEventListener("error", () => askAgain(image));
    if (image.complete && !image.naturalWidth) askAgain(image);
  });

  // Where the strip is wider than the window, the page that is open comes into its middle.
  const present = document.querySelector(".strip [aria-current]");
  if (present) {
    const strip = present.closest("ul");
    strip.scrollLeft = present.offsetLeft - (strip.clientWidth - present.offsetWidth) / 2;
  }

  // A mark that the address names comes into the middle, also of an enlarged picture.
  document.getElementById("hit")?.scrollIntoView({ block: "center", inline: "center" });
})();
