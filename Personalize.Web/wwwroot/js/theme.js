// Runs before the first paint: the page must never flash in the other theme.
(() => {
  const root = document.documentElement;
  const name = `${root.dataset.themeCookie}=`;
  const chosen = document.cookie.split("; ").find(cookie => cookie.startsWith(name))?.slice(name.length);
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "dark" : "light";
})();
