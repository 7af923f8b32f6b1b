// Moves the selection through the command palette. The options come from the server, so Enter waits until they answer
// what stands in the field.
export function attach(dialog) {
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  let active = null;
  let wantsEnter = false;

  const options = () => [...list.querySelectorAll("[role=option]")];

  function select(option) {
    options().forEach(other => other.setAttribute("aria-selected", other === option));
    active = option ?? null;
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function enter() {
    const answered = list.dataset.query === input.value && (active || !list.dataset.busy);
    wantsEnter = !answered;
    if (answered && active) active.click();
  }

  new MutationObserver(() => {
    if (!active?.isConnected || list.dataset.query !== dialog.dataset.seen) select(options()[0]);
    dialog.dataset.seen = list.dataset.query;
    if (wantsEnter) enter();
  }).observe(list, { childList: true, attributes: true, attributeFilter: ["data-query", "data-busy"] });

  dialog.addEventListener("keydown", event => {
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) {
      event.preventDefault();
      select(all[(all.indexOf(active) + step + all.length) % all.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      enter();
    }
  });
  list.addEventListener("click", event => event.target.closest("[role=option]") && dialog.close());
  dialog.addEventListener("click", event => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    wantsEnter = false;
    input.value = "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  select(options()[0]);
}
