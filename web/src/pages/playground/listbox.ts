/** A list of choices that scrolls by itself: then it is known that the keys of its field move in it. */
export const LISTBOX = {
  withScrollArea: false,
  styles: { options: { maxHeight: 240, overflowY: 'auto' } },
} as const;
