// Native dialogs keep the focus inside, close with Esc and hand the focus back.
export function show(dialog) {
  if (!dialog.open) dialog.showModal();
}

export function close(dialog) {
  if (dialog.open) dialog.close();
}
