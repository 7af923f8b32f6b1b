// Keyboard layer of a virtual table. Focus stays on the table, aria-activedescendant names the cell, so rows may come
// and go under it. Rows carry the classes "r-INDEX" and "k-KEY"; a cell's editor carries data-editor. The server opens and
// closes editors: what is typed until its answer is here waits in held-keys.js.
import { heldKeys, typeInto } from "./held-keys.js";

const numberIn = (row, letter) => {
  const found = new RegExp(`(?:^|\\s)${letter}-(-?\\d+)(?:\\s|$)`).exec(row.className);
  return found ? Number(found[1]) : -1;
};

const isInteractive = element => element.closest("a, button, input, select, textarea, label");

const isField = element => element instanceof Element && element.closest("input, select, textarea, [contenteditable]");

/** @param {HTMLElement} root holds one table. @param callbacks a .NET object with `OnGridKeyAsync(action, key)`. */
export function attach(root, callbacks) {
  const table = root.querySelector("table");
  const scroller = table.closest(".mud-table-container, .pz-scroll") ?? table.parentElement;
  const body = table.querySelector("tbody");
  const stop = new AbortController();
  const on = (target, name, handler) => target.addEventListener(name, handler, { signal: stop.signal });
  const call = (action, key = -1) => callbacks.invokeMethodAsync("OnGridKeyAsync", action, key).catch(() => {});
  const active = { row: 0, column: 0 };
  const held = heldKeys(event => play(event));
  let awaited = null;
  let intent = null;
  let seen = false;

  const rows = () => Array.from(body.children).filter(row => numberIn(row, "r") >= 0);
  const rowAt = index => rows().find(row => numberIn(row, "r") === index);
  const rowCount = () => Math.max(0, Number(table.getAttribute("aria-rowcount") ?? 1) - 1);
  const columnCount = () => table.tHead?.rows[0]?.cells.length ?? 1;
  const keyOfActive = () => {
    const row = rowAt(active.row);
    return row ? numberIn(row, "k") : -1;
  };

  function set(element, name, value) {
    if (value === null) {
      if (element.hasAttribute(name)) element.removeAttribute(name);
    } else if (element.getAttribute(name) !== value) {
      element.setAttribute(name, value);
    }
  }

  function stamp() {
    Array.from(table.tHead?.rows[0]?.cells ?? []).forEach((cell, column) => {
      set(cell, "aria-colindex", String(column + 1));
      const sort = cell.querySelector("[data-sort]")?.dataset.sort;
      set(cell, "aria-sort", sort ?? null);
    });
    let marked = null;
    for (const row of rows()) {
      const index = numberIn(row, "r");
      set(row, "aria-rowindex", String(index + 2));
      set(row, "aria-selected", row.classList.contains("pz-selected") ? "true" : "false");
      // Tab passes the rows by, unless one is being edited; keys reach everything they hold.
      const order = row.querySelector("[data-editor]") ? null : "-1";
      row.querySelectorAll("a, button, input").forEach(inner => set(inner, "tabindex", order));
      Array.from(row.cells).forEach((cell, column) => {
        set(cell, "id", `${table.id}-${index}-${column}`);
        set(cell, "aria-colindex", String(column + 1));
        const here = seen && index === active.row && column === active.column;
        set(cell, "data-active", here ? "" : null);
        if (here) marked = cell;
      });
    }
    set(table, "aria-activedescendant", marked?.id ?? null);
    tell();
    focusAwaited();
    fulfil();
  }

  // A key pressed on a row that is still on its way counts as soon as it is there, unless another move came between.
  function onActive(act) {
    const key = keyOfActive();
    intent = key < 0 && rowCount() > 0 ? act : null;
    set(table, "aria-busy", intent ? "true" : null);
    if (key >= 0) act(key);
    else if (!intent) held.drop();
  }

  function fulfil() {
    if (intent && keyOfActive() >= 0) onActive(intent);
  }

  function focusAwaited() {
    if (!awaited) return;
    const row = rows().find(candidate => numberIn(candidate, "k") === awaited.key);
    const editors = row ? Array.from(row.querySelectorAll("[data-editor]")) : [];
    if (editors.length === 0) return;
    const editor = row.cells[awaited.column]?.querySelector("[data-editor]") ?? editors[0];
    awaited = null;
    if (isElsewhere(document.activeElement)) {
      held.drop();
      return;
    }
    editor.focus();
    editor.select();
    held.playBack();
  }

  // Who has gone on to another field, or already is in one of the row's, keeps the focus there.
  const isElsewhere = element => isField(element) && (!root.contains(element) || element.dataset.editor !== undefined);

  function show(index) {
    const head = table.tHead?.offsetHeight ?? 0;
    const height = rows()[0]?.offsetHeight || 36;
    const room = scroller.clientHeight - head;
    const top = index * height;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + height > scroller.scrollTop + room) scroller.scrollTop = top + height - room;
  }

  // The footer's "1–38" is ours alone: the server does not know what is in view.
  function tell() {
    const place = root.parentElement?.querySelector("[data-shown]");
    if (!place || rowCount() === 0) return;
    const height = rows()[0]?.offsetHeight || 36;
    const first = Math.floor(scroller.scrollTop / height);
    const last = Math.floor((scroller.scrollTop + scroller.clientHeight - (table.tHead?.offsetHeight ?? 0)) / height);
    place.textContent = `${first + 1}–${Math.max(first + 1, Math.min(rowCount(), last))} `;
  }

  function move(row, column) {
    seen = true;
    if (intent) held.drop();
    intent = null;
    set(table, "aria-busy", null);
    active.row = Math.max(0, Math.min(rowCount() - 1, row));
    active.column = Math.max(0, Math.min(columnCount() - 1, column));
    show(active.row);
    stamp();
  }

  function page() {
    const height = rows()[0]?.offsetHeight || 36;
    return Math.max(1, Math.floor((scroller.clientHeight - (table.tHead?.offsetHeight ?? 0)) / height) - 1);
  }

  function edit() {
    held.begin();
    onActive(key => {
      awaited = { key, column: active.column };
      focusAwaited();
      if (awaited) held.until(call("edit", key));
    });
  }

  const moves = {
    ArrowDown: () => move(active.row + 1, active.column),
    ArrowUp: () => move(active.row - 1, active.column),
    ArrowRight: () => move(active.row, active.column + 1),
    ArrowLeft: () => move(active.row, active.column - 1),
    PageDown: () => move(active.row + page(), active.column),
    PageUp: () => move(active.row - page(), active.column),
    Home: event => move(event.ctrlKey ? 0 : active.row, 0),
    End: event => move(event.ctrlKey ? rowCount() - 1 : active.row, columnCount() - 1),
    Enter: edit,
    F2: edit,
    " ": () => onActive(key => call("toggle", key)),
    Delete: () => onActive(key => call("delete", key)),
    o: () => onActive(key => call("open", key)),
    "/": () => document.querySelector("[data-page-search]")?.focus(),
  };

  const isMove = event => /^(Arrow|Page|Home$|End$)/.test(event.key);
  const isInEditor = element => element.closest("[data-editor]") !== null;

  on(table, "keydown", event => {
    if (event.isComposing) return;
    const concerned = event.target === table || isInEditor(event.target);
    if (concerned && !(intent && isMove(event)) && held.keep(event)) return;
    if (event.target === table) cellKey(event);
    else if (isInEditor(event.target)) editorKey(event);
    else if (event.key === "Escape") table.focus({ preventScroll: true });
  });

  function cellKey(event) {
    const handler = moves[event.key];
    if (!handler || event.altKey || event.metaKey) return;
    event.preventDefault();
    handler(event);
  }

  function editorKey(event) {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    held.begin();
    held.until(call(event.key === "Enter" ? "save" : "cancel"));
  }

  /** A key that waited counts where the focus is now. */
  function play(event) {
    const at = document.activeElement;
    if (at === table) cellKey(event);
    else if (!table.contains(at) || !isInEditor(at)) held.drop();
    else if (event.key === "Enter" || event.key === "Escape") editorKey(event);
    else if (event.key === "Tab") stepFrom(at, event.shiftKey ? -1 : 1);
    else typeInto(at, event.key);
  }

  function stepFrom(editor, step) {
    const editors = Array.from(editor.closest("tr").querySelectorAll("[data-editor]"));
    const next = editors[editors.indexOf(editor) + step];
    next?.focus();
    next?.select();
  }

  on(table, "focus", () => {
    if (!seen) move(rows().length ? numberIn(rows()[0], "r") : 0, 0);
  });

  on(table, "click", event => {
    const cell = event.target.closest("td");
    const row = cell?.parentElement;
    if (!row || numberIn(row, "r") < 0) return;
    move(numberIn(row, "r"), cell.cellIndex);
    if (!isInteractive(event.target)) table.focus({ preventScroll: true });
  });

  on(table, "dblclick", event => {
    if (event.target.closest("td") && !isInteractive(event.target)) edit();
  });

  on(scroller, "scroll", tell);

  on(document, "keydown", event => {
    if (isField(event.target) || event.defaultPrevented || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z") {
      event.preventDefault();
      call("undo");
    }
  });

  const observer = new MutationObserver(stamp);
  observer.observe(table, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "data-sort", "aria-rowcount"] });
  set(table, "tabindex", "0");
  stamp();

  return {
    /** The row is edited by pointer: its first editor, or that of the column, takes the focus. */
    awaitEditor(key, column) {
      awaited = { key, column };
      focusAwaited();
    },
    /** After a save or a cancel: back to the cells. */
    leaveEditor(down) {
      awaited = null;
      table.focus({ preventScroll: true });
      move(active.row + (down ? 1 : 0), active.column);
      held.playBack();
    },
    /** Another list stands in the table: begin at its top. */
    restart() {
      scroller.scrollTop = 0;
      active.row = 0;
      if (intent) held.drop();
      intent = null;
      set(table, "aria-busy", null);
      stamp();
    },
    detach() {
      observer.disconnect();
      stop.abort();
    },
  };
}
