/** A short name for a text that differs if the text differs. For telling versions apart, not for security. */

/** 106 bits of the texts' content as letters and digits. */
export function versionOf(texts: readonly string[]): string {
  return mixed(texts, 0) + mixed(texts, 0x9e3779b9);
}

/** The 53-bit hash cyrb53, over each text with its length, so that moving a border changes it too. */
function mixed(texts: readonly string[], seed: number): string {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  const add = (value: number) => {
    high = Math.imul(high ^ value, 2_654_435_761);
    low = Math.imul(low ^ value, 1_597_334_677);
  };
  for (const text of texts) {
    add(text.length);
    for (let index = 0; index < text.length; index += 1) add(text.charCodeAt(index));
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(36).padStart(11, '0');
}
