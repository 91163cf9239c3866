/** The words of a `site`, without those that do not tell which site it is. Knows no codes. */

/** Lower case, without sides, articles and the words of a procedure: "Left knee joint injection" is "knee joint". */
export function plainSite(site: string): string {
  return site
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^a-z0-9 ]+/g, ' ')
    .replace(/\b(?:left|right|lt|rt|bilateral|both|the|injections?|blocks?)\b/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/** Whether a site is the sacroiliac joint, which has codes of its own. */
export function isSacroiliacJoint(site: string): boolean {
  return /^(?:si|sij|sacroiliac|sacro iliac)(?: joints?)?$/.test(plainSite(site));
}

export type JointSize = 'small' | 'medium' | 'large';

/** The joints by their names, the largest first. */
export function jointNames(): readonly string[] {
  return Object.keys(sizes).reverse();
}

/** Only the joints that the code table itself names: domain facts, section 4; the coder knows the size of any other. */
const sizes: Readonly<Record<string, JointSize>> = {
  finger: 'small',
  toe: 'small',
  wrist: 'medium',
  elbow: 'medium',
  ankle: 'medium',
  shoulder: 'large',
  hip: 'large',
  knee: 'large',
};
const digits = /^(?:(?:index|middle|ring|little|great|big|second|third|fourth|fifth) )?(finger|toe)s?$/;

/** The size of the joint or bursa that a site names; undefined where its words could mean a different one ("thumb", "AC joint of the shoulder"). */
export function jointSizeOf(site: string): JointSize | undefined {
  const words = plainSite(site).replace(/ (?:joints?|bursa)$/, '');
  return sizes[digits.exec(words)?.[1] ?? words.replace(/s$/, '')];
}
