/** Reads something at most once in a turn of the event loop: several who ask at once get the same. */
export function onceATurn<Value>(read: () => Value): () => Value {
  let known: { value: Value } | undefined;
  return () => {
    if (known === undefined) {
      known = { value: read() };
      queueMicrotask(() => (known = undefined));
    }
    return known.value;
  };
}
