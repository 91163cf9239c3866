/** How a finding names the table that it is based on. */

/** "NCCI 2024 Q3", with a note where the claim is older than the table that answers. */
export function editionWords({
  edition,
  isBeforeEdition,
}: {
  readonly edition: string;
  readonly isBeforeEdition: boolean;
}): string {
  return isBeforeEdition ? `${edition}, newer than the date of service` : edition;
}
