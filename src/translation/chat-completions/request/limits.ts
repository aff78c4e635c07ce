/** How deep arrays and objects of a request may lie in one another; reading deeper ones could exhaust the stack. */
export const MAX_NESTING = 200;
