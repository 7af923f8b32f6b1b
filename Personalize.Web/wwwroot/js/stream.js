// Tells the stream when its reader scrolls away from the newest rows and when they are back: two messages, not one per pixel.
const NEAR_TOP = 4;

export function watch(stream, panel) {
  let away = false;
  stream.addEventListener("scroll", () => {
    const now = stream.scrollTop > NEAR_TOP;
    if (now === away) return;
    away = now;
    panel.invokeMethodAsync("OnScrolled", away).catch(() => {}); // Not connected: the page comes anew.
  }, { passive: true });
}

export function toTop(stream) {
  stream.scrollTop = 0;
  stream.focus({ preventScroll: true });
}
