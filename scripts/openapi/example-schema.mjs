/** @typedef {Record<string, any>} Schema */

/** A JSON Schema that fits an example; what is null in it can be anything. @param {any} value @returns {Schema} */
export function schemaOfExample(value) {
  if (value === null) return {};
  if (Array.isArray(value))
    return { type: 'array', items: value.length === 0 ? {} : schemaOfExample(value[0]) };
  if (typeof value === 'object') {
    const properties = Object.entries(value).map(([name, member]) => [name, schemaOfExample(member)]);
    return { type: 'object', properties: Object.fromEntries(properties) };
  }
  return { type: typeof value };
}
