// Sends a file over plain HTTP, so that the page stays responsive, and tells the page how far it is.
const REPORT_EVERY_MS = 250;
const REFUSALS = { 413: "The file is too large", 415: "This is not a spreadsheet", 429: "Too many at once", 500: "Something broke on the server" };

export function attach(page, mostBytes) {
  return new Upload(page, mostBytes);
}

class Upload {
  constructor(page, mostBytes) {
    this.page = page;
    this.mostBytes = mostBytes;
    this.listening = new AbortController();
    const listen = (target, type, handler) => target.addEventListener(type, handler, { signal: this.listening.signal });
    document.querySelector("[data-upload-zone]").toggleAttribute("data-ready", true);
    listen(document, "dragover", event => this.onDrag(event));
    listen(document, "dragleave", event => event.relatedTarget || this.highlight(false));
    listen(document, "drop", event => this.onDrop(event));
    listen(document, "click", event => event.target.closest("[data-upload-pick]") && this.input.click());
    listen(this.input, "change", () => {
      this.send(this.input.files[0]);
      this.input.value = "";
    });
  }

  get input() {
    return document.querySelector("[data-upload-input]");
  }

  onDrag(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = this.request ? "none" : "copy";
    this.highlight(!this.request);
  }

  onDrop(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.highlight(false);
    if (event.dataTransfer.files.length > 1) this.refuse("One file at a time", "Drop a single spreadsheet; the next one can follow at once.");
    else this.send(event.dataTransfer.files[0]);
  }

  highlight(on) {
    document.querySelector("[data-upload-zone]")?.toggleAttribute("data-over", on);
  }

  /** @param {boolean} again whether to import it even though it was imported before. */
  send(file, again = false) {
    if (!file || this.request) return;
    if (file.size === 0) return this.refuse("The file is empty", `${file.name} holds 0 bytes. Save it again, or choose another.`);
    if (file.size > this.mostBytes) return this.refuse("The file is too large", `${file.name} has ${megabytes(file.size)}; at most ${megabytes(this.mostBytes)} can be brought at once. Split it.`);

    this.last = file;
    const form = new FormData();
    form.append("file", file, file.name);
    const request = (this.request = new XMLHttpRequest());
    const began = performance.now();
    let reported = 0;
    const report = (sent, force) => {
      const now = performance.now();
      if (!force && now - reported < REPORT_EVERY_MS) return;
      reported = now;
      const seconds = (now - began) / 1000;
      this.page.invokeMethodAsync("OnSending", file.name, sent, file.size, seconds > 0.5 ? sent / seconds : 0);
    };
    request.upload.onprogress = event => report(Math.min(event.loaded, file.size), event.loaded === event.total);
    request.onload = () => this.answered(request);
    request.onerror = () => this.refuse("The upload broke off", "The server could not be reached. Check the connection and try again; nothing was imported.");
    request.onabort = () => this.end("OnCancelled");
    request.open("POST", again ? "import/upload?again=true" : "import/upload");
    request.setRequestHeader("RequestVerificationToken", document.querySelector("meta[name=request-token]").content);
    request.setRequestHeader("Accept", "application/json");
    request.send(form);
    report(0, true);
  }

  sendAgain() {
    this.send(this.last, true);
  }

  cancel() {
    this.request?.abort();
  }

  answered(request) {
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      // Not ours: the status says enough.
    }
    if (request.status < 300 && answer.import_id) this.end("OnAccepted", answer.import_id, answer.already_imported === true);
    else this.refuse(REFUSALS[request.status] ?? "The file was refused", answer.detail ?? `The server answered with status ${request.status}.`);
  }

  refuse(title, detail) {
    this.end("OnRefused", title, detail);
  }

  end(method, ...args) {
    this.request = null;
    this.page.invokeMethodAsync(method, ...args);
  }

  dispose() {
    this.listening.abort();
    if (this.request) this.request.onabort = null;
    this.request?.abort();
  }
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
