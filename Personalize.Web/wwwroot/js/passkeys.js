// Makes or proves a passkey, and lets the form carry the browser's answer to the server. Without script, or where the browser
// knows no passkeys, these forms stay hidden.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) break;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.Credential.value) return;
    event.preventDefault();
    const status = form.querySelector("[role=status]");
    status.textContent = "";
    try {
      const answer = await ask(form);
      form.elements.Credential.value = JSON.stringify(answer);
      form.requestSubmit();
    } catch (refused) {
      status.textContent = refused.name === "NotAllowedError" ? "No passkey was chosen." : "This did not work. Reload the page and try again.";
    }
  });
}

async function ask(form) {
  const response = await fetch(form.dataset.options, {
    method: "POST",
    headers: { RequestVerificationToken: form.elements.__RequestVerificationToken.value },
  });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  const options = await response.json();
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
