/** How the names of encounter files end. */
export const encounterEnding = '.encounter';
