/** The check digit of a National Provider Identifier. */

/**
 * What is wrong with an NPI; undefined where nothing is. Ten digits, the first 1 or 2, and the check digit of ISO 7812
 * (Luhn) over 80840 and the ten digits: CMS, NPI check digit; domain facts, section 10.
 */
export function npiFault(text: string): 'form' | 'check-digit' | undefined {
  if (!/^[12]\d{9}$/.test(text)) return 'form';
  // 24 is what 80840 adds to the sum.
  let sum = 24;
  for (let index = 0; index < 10; index += 1) {
    const digit = Number(text[index]);
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0 ? undefined : 'check-digit';
}
