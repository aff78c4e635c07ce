/**
 * Puts a text on the clipboard, also where a page came by plain http, in which browsers have no clipboard for scripts.
 *
 * @returns whether it is there
 */
export async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  return copyBySelection(text);
}

function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'mantine-visually-hidden';
  // Inside an open dialog, which keeps the focus to itself.
  const parent = document.querySelector('[role="dialog"]') ?? document.body;
  const focused = document.activeElement;
  parent.append(field);
  field.select();
  // Deprecated, and the only way without a secure context.
  const isCopied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isCopied;
}
