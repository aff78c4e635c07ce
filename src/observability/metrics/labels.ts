/** What a series is told apart by. Values come from the configuration or the code, so that they are few. */
export type Labels = Readonly<Record<string, string>>;

/** What has no label of its own. */
export const OTHER = 'other';
/** What is not known, such as the model of a request that was refused before it was read. */
export const NONE = '';

/** More than a large configuration needs; beyond it everything that is new counts as one series. */
export const MOST_SERIES = 500;
