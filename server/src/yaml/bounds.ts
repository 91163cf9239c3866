/** Limits on how much of one of our YAML files is read and reported, whatever its text. */

/** In characters. The longest payer policy would be some 20 kB. */
export const longestFile = 256_000;

/** No more than anyone reads. */
export const mostProblems = 100;
