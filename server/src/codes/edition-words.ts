/** How a finding names the table that it is based on. */

/** "NCCI 2024 Q3", with a note where the claim is older than the table that answers, or why it is not certain. */
export function editionWords({
  edition,
  isBeforeEdition,
  doubt = 'newer than the date of service',
}: {
  readonly edition: string;
  readonly isBeforeEdition: boolean;
  readonly doubt?: string | undefined;
}): string {
  return isBeforeEdition ? `${edition}, ${doubt}` : edition;
}
