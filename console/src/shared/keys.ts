/** Keys are dead while somebody types, selects text, has a dialog open or means a combination of the browser. */
export function isBusy(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : undefined
  const typing = target?.matches('input, textarea, select, [contenteditable]') ?? false
  const combined = event.ctrlKey || event.metaKey || event.altKey
  return combined || typing || document.querySelector('dialog[open]') !== null || (getSelection()?.toString() ?? '') !== ''
}
