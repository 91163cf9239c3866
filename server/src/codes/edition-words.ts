/** How a finding names the table that it is based on. */

/** Why a table that is asked for an older claim is not certain. */
export const newerThanClaim = 'newer than the date of service';

/** "NCCI 2024 Q3", with a note where the claim is older than the table that answers, or why it is not certain. */
export function editionWords({
  edition,
  isBeforeEdition,
  doubt = newerThanClaim,
}: {
  readonly edition: string;
  readonly isBeforeEdition: boolean;
  readonly doubt?: string | undefined;
}): string {
  return isBeforeEdition ? `${edition}, ${doubt}` : edition;
}
