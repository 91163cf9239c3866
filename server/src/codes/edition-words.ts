/** How a finding names the table that it rests on. */

/** "NCCI 2024 Q3", and where the claim is older than the table that answers, that it is. */
export function editionWords({
  edition,
  isBeforeEdition,
}: {
  readonly edition: string;
  readonly isBeforeEdition: boolean;
}): string {
  return isBeforeEdition ? `${edition}, which is newer than the date of service` : edition;
}
