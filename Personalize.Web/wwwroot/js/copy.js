// Puts a text into the clipboard. Browsers refuse it on insecure addresses; then it is selected, to be copied by hand.
export async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return false;
  }
}
