// What people see while the circuit is away. The Live chip follows through the attribute on the root element.
const modal = document.getElementById("components-reconnect-modal");
const root = document.documentElement;

modal.addEventListener("components-reconnect-state-changed", event => {
  switch (event.detail.state) {
    case "show":
      root.dataset.connection = "reconnecting";
      if (!modal.open) modal.showModal();
      break;
    case "retrying":
      root.dataset.connection = "reconnecting";
      break;
    case "hide":
      delete root.dataset.connection;
      modal.close();
      break;
    case "failed":
      root.dataset.connection = "offline";
      document.addEventListener("visibilitychange", retryWhenVisible);
      waitForServer();
      break;
    case "rejected":
      location.reload();
      break;
  }
});

document.getElementById("components-reconnect-button").addEventListener("click", retry);
document.getElementById("components-resume-button").addEventListener("click", resume);

async function retry() {
  document.removeEventListener("visibilitychange", retryWhenVisible);
  try {
    // False: the server answers but no longer knows this circuit, so its saved state is asked for, else the page begins anew.
    if (!(await Blazor.reconnect()) && !(await Blazor.resumeCircuit())) location.reload();
    else modal.close();
  } catch {
    document.addEventListener("visibilitychange", retryWhenVisible);
  }
}

async function resume() {
  try {
    if (!(await Blazor.resumeCircuit())) location.reload();
  } catch {
    modal.classList.replace("components-reconnect-paused", "components-reconnect-resume-failed");
  }
}

function retryWhenVisible() {
  if (document.visibilityState === "visible") retry();
}

// After Blazor gave up: a restarted server brings the page back without a click.
async function waitForServer() {
  while (root.dataset.connection === "offline") {
    await new Promise(done => setTimeout(done, 3000));
    try {
      if ((await fetch("healthz/live", { cache: "no-store" })).ok) {
        location.reload();
        return;
      }
    } catch {
      // Still away.
    }
  }
}
