/**
 * What the entrypoint of nginx's image does: replaces `$NAME` and `${NAME}` by variables that fit the filter, and leaves
 * nginx's own as they are.
 *
 * @param {string} template
 * @param {Record<string, string>} environment
 */
export function renderTemplate(template, environment) {
  const filter = new RegExp(environment.NGINX_ENVSUBST_FILTER ?? '');
  return template.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced, bare) => {
    const name = braced ?? bare;
    return name in environment && filter.test(name) ? (environment[name] ?? '') : whole;
  });
}
