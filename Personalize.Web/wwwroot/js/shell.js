import { attach } from "./palette.js";

// The browser's half of the shell: theme, drawer, shortcuts, visibility. Everything here works without a round trip.
const root = document.documentElement;
const HIDDEN_AFTER_MS = 5000;
const USED_EVERY_MS = 30000;

let hiddenTimer;
let pendingG = -Infinity;
let usedAt = -Infinity;
const prepared = new WeakSet();

export function start(viewer) {
  root.dataset.rail = localStorage.getItem("pz-rail") ?? "wide";
  // Ahead of Blazor, whose router would take the skip link for an address.
  document.addEventListener("click", onClick, { capture: true });
  document.addEventListener("keydown", onKey);
  document.addEventListener("beforeinput", onBeforeInput);
  document.addEventListener("keydown", onEntryKey);
  document.addEventListener("visibilitychange", () => onVisibility(viewer));
  for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    document.addEventListener(kind, event => onUse(event, viewer), { capture: true, passive: true });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", event => {
    if (document.cookie.includes(`${root.dataset.themeCookie}=`)) return;
    root.dataset.theme = event.matches ? "dark" : "light";
    viewer.invokeMethodAsync("OnSystemTheme", event.matches);
  });
  return {
    dark: root.dataset.theme === "dark",
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC",
  };
}

export function chooseTheme(dark) {
  root.dataset.theme = dark ? "dark" : "light";
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${root.dataset.themeCookie}=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax${secure}`;
}

export function focusHeading() {
  window.scrollTo(0, 0);
  document.querySelector("main h1")?.focus({ preventScroll: true });
}

function onClick(event) {
  const target = event.target.closest("[data-shell]");
  if (root.dataset.drawer && event.target.closest(".pz-rail a")) drawer(false);
  switch (target?.dataset.shell) {
    case "skip":
      event.preventDefault();
      document.getElementById("main").focus();
      break;
    case "menu":
      drawer(!root.dataset.drawer);
      break;
    case "scrim":
      drawer(false);
      break;
    case "rail":
      root.dataset.rail = root.dataset.rail === "narrow" ? "wide" : "narrow";
      localStorage.setItem("pz-rail", root.dataset.rail);
      break;
    case "palette":
      open("palette");
      break;
    case "shortcuts":
      open("shortcuts");
      break;
    case "close":
      target.closest("dialog").close();
      break;
  }
}

// Native dialogs trap the focus, close with Esc and give the focus back to whoever had it.
function open(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  if (!prepared.has(dialog)) {
    prepared.add(dialog);
    if (id === "palette") attach(dialog);
    dialog.querySelectorAll("[data-shell-letters]").forEach(box => {
      box.checked = lettersOn();
      box.addEventListener("change", () => localStorage.setItem("pz-letters", box.checked ? "on" : "off"));
    });
  }
  dialog.showModal();
}

function drawer(opened) {
  const button = document.querySelector("[data-shell=menu]");
  if (opened) root.dataset.drawer = "open";
  else delete root.dataset.drawer;
  button.setAttribute("aria-expanded", opened);
  document.getElementById("main").inert = opened;
  if (opened) document.querySelector(".pz-rail a").focus();
  else button.focus();
}

function onKey(event) {
  if (event.key === "Escape" && root.dataset.drawer) drawer(false);
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open("palette");
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !lettersOn()) return;
  if (document.querySelector("dialog[open], .mud-dialog")) return;

  // When the keys were pressed counts, not when a busy page comes to look at them; slow fingers have their time.
  const afterG = event.timeStamp - pendingG < 5000;
  pendingG = -Infinity;
  const link = afterG && document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
  if (link) link.click();
  else if (event.key === "g") pendingG = event.timeStamp;
  else if (event.key === "?") open("shortcuts");
  else if (event.key === "/") focusSearch(event);
  else if (event.key === "t" && event.target.closest?.(".pz-chart")) event.target.closest(".pz-chart").querySelector("[data-key=t]").click();
  else if (focusOf(event.key)) focusOf(event.key).focus();
  else (ofRow(event) ?? document.querySelector(`[data-key="${CSS.escape(event.key)}"]`))?.click();
}

// Figures are looked at, not pressed: their keys bring the focus there.
function focusOf(key) {
  return document.querySelector(`[data-focus-key="${CSS.escape(key)}"]`);
}

// What acts on one row needs the focus in it.
function ofRow(event) {
  return event.target.closest?.("tr")?.querySelector(`[data-row-key="${CSS.escape(event.key)}"]`);
}

// In a field of several entries a comma ends one, and so does Enter, which sends the form only when the field is empty. The field is emptied first, so that the server, which puts the entry
// beside it, has no reason to touch what is typed next.
function onBeforeInput(event) {
  const field = event.target;
  if (event.data !== "," || event.isComposing || !field.matches?.("[data-comma-ends]")) return;
  event.preventDefault();
  endEntry(field);
}

function onEntryKey(event) {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || !field.matches?.("[data-comma-ends]") || field.value.trim() === "") return;
  event.preventDefault();
  endEntry(field);
}

function endEntry(field) {
  const entry = field.value;
  field.value = "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.value = entry;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.value = "";
}

function focusSearch(event) {
  const search = document.querySelector("main [data-page-search] input, main input[data-page-search]");
  if (!search) return;
  event.preventDefault();
  search.focus();
}

function isTyping(target) {
  return target.closest?.("input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable=true], [role=grid]") != null;
}

function lettersOn() {
  return localStorage.getItem("pz-letters") !== "off";
}

// A session ends when nobody does anything for a while. What the page draws by itself is no use of it.
function onUse(event, viewer) {
  if (!event.isTrusted || event.timeStamp - usedAt < USED_EVERY_MS) return;
  usedAt = event.timeStamp;
  viewer.invokeMethodAsync("OnUsed").catch(() => { usedAt = -Infinity; }); // Not connected: the next use is told.
}

// A glance at another tab is not an absence.
function onVisibility(viewer) {
  clearTimeout(hiddenTimer);
  if (document.visibilityState === "visible") viewer.invokeMethodAsync("OnVisibility", true);
  else hiddenTimer = setTimeout(() => viewer.invokeMethodAsync("OnVisibility", false), HIDDEN_AFTER_MS);
}
