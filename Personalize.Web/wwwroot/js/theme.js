// Runs before the first paint: the page must never flash in the other theme.
(() => {
  const chosen = document.cookie.match(/(?:^|; )pz-theme=(light|dark)/);
  const dark = chosen ? chosen[1] === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
