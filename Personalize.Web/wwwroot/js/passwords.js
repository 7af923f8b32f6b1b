// A button at each password field that shows what was typed. Without script there is none, and the field works as it is.
for (const field of document.querySelectorAll("input[type=password]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pz-button pz-quiet pz-small";
  button.setAttribute("aria-controls", field.id);
  const show = shown => {
    field.type = shown ? "text" : "password";
    button.textContent = shown ? "Hide what is typed" : "Show what is typed";
  };
  show(false);
  button.addEventListener("click", () => show(field.type === "password"));
  // Browsers offer to keep passwords only, and must not keep this one as a text.
  field.form.addEventListener("submit", () => show(false));
  field.after(button);
}
