// Keys pressed while the server decides where the focus goes. They wait, and count in their order once that is known:
// else who types faster than the line loses letters, or sends them to the wrong place.

const others = new Set(["Enter", "Escape", "Tab", "Backspace", "Delete", "F2", "Home", "End", "PageUp", "PageDown",
  "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]);

const isShortcut = event => (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState("AltGraph");

/** @param play does what a key that waited means now; it may begin to hold again, and the rest waits on. */
export function heldKeys(play) {
  let keys = null;

  return {
    begin() {
      keys = [];
    },
    /** When the answer is here and nobody has played the keys back, they have lost their meaning. */
    until(answer) {
      const mine = keys;
      answer.finally(() => {
        if (keys === mine) keys = null;
      });
    },
    /** @returns whether the key waits; then it is nobody else's. */
    keep(event) {
      if (!keys || isShortcut(event) || (event.key.length !== 1 && !others.has(event.key))) return false;
      event.preventDefault();
      event.stopPropagation();
      keys.push(event);
      return true;
    },
    playBack() {
      const waiting = keys ?? [];
      keys = null;
      while (waiting.length > 0 && !keys) play(waiting.shift());
      keys?.push(...waiting);
    },
    drop() {
      keys = null;
    },
  };
}

/** What the browser does by itself with a key that did not wait. */
export function typeInto(field, key) {
  let { selectionStart: start, selectionEnd: end } = field;
  if (start === end && key === "Backspace") start = Math.max(0, start - 1);
  else if (start === end && key === "Delete") end += 1;
  else if (key.length !== 1 && key !== "Backspace" && key !== "Delete") return;
  field.setRangeText(key.length === 1 ? key : "", start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
