/** How much is read of a YAML file of ours, and how much is said of it, whatever its text is. */

/** In characters. The longest payer policy would be some 20 kB. */
export const longestFile = 256_000;

/** No more than anybody reads. */
export const mostProblems = 100;
