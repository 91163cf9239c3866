/** Writes server/generated/; what is unchanged is left alone. */
export function generate(): void;
