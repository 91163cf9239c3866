/**
 * Files in the forms that CMS publishes: the real lines above the data, word for word, and a few rows of data. Descriptors are
 * words of ours.
 */

const commas = (count: number): string => ','.repeat(count);

const feeScheduleHeads = [
  `,,TITLE,${commas(27)}`,
  `,,CPT codes and descriptions only are copyright 2024 American Medical Association.  All Rights Reserved.  Applicable FARS/DFARS Apply. ${commas(28)}`,
  `,,Dental codes (D codes) are copyright 2025/26 American Dental Association.  All Rights Reserved.${commas(28)}`,
  `,, ${commas(28)}`,
  `,,RELEASED 12/23/2024${commas(28)}`,
  ',, , ,,,,,,,,,,,,,,,,,,,,,,,,,NON-FACILITY,FACILITY,',
  ',,,,NOT USED,,,,,,,,,,,,,,,,,,,,,PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED',
  ',,,,FOR,,,NON-FAC,,FACILITY ,,,,,,,,,,,,,,,,SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS',
  ',,,STATUS,MEDICARE ,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,TEAM,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT',
  'HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT',
];

export interface FeeRow {
  readonly code: string;
  readonly modifier?: string;
  readonly status?: string;
  readonly global?: string;
  readonly bilateral?: string;
  readonly parts?: string;
  readonly unpricedOutside?: boolean;
}

/** A fee schedule of a release such as "2027 National Physician Fee Schedule Relative Value File January Release". */
export function feeScheduleFile(title: string, rows: readonly FeeRow[]): string {
  const data = rows.map(
    ({ code, modifier = '', status = 'A', global = '000', bilateral = '1', parts = '0', unpricedOutside }) =>
      `${code},${modifier},"Words of ours, quoted",${status},,1.52,3.39,${unpricedOutside ? 'NA' : ''},0.83,,0.16,5.07,2.51,${parts},${global},0.10,0.80,0.10,2,${bilateral},1,0,0,,32.3465,09,0,99,0.00,0.00,0.00`,
  );
  return [...feeScheduleHeads, ...data, ''].join('\r\n').replace('TITLE', title);
}

/** A practitioner MUE table: its copyright notice is one cell of several lines. */
export function mueFile(rows: readonly (readonly [code: string, units: number, indicator: string])[]): string {
  const notice =
    '"CPT codes, descriptions and other data only are copyright 2025 American Medical Association. All rights reserved.\r\nCPT is a registered trademark of the American Medical Association.\r\n\r\nApplicable FARS\\DFARS Restrictions Apply to Government Use.",,,';
  const heads = '"HCPCS/\r\nCPT Code","Practitioner Services MUE Values","MUE Adjudication Indicator","MUE Rationale"';
  const data = rows.map(([code, units, indicator]) => `${code},${units},"${indicator}","Clinical: Data"`);
  return [notice, heads, ...data, ''].join('\r\n');
}

const pairHeads = [
  'CPT only copyright 2025 American Medical Association.  All rights reserved.\t\t\t\t\t\t',
  'Column1/Column2 Edits\t\t\t\t\t\t',
  'Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale',
  '\t\tprior to 1996\tDate\tDate\t0=not allowed\t',
  '\t\t\t\t*=no data\t1=allowed\t',
  '\t\t\t\t\t9=not applicable\t',
];

/** A file of pairs, whose rows are written with blanks in the place of the tabs. */
export function pairFile(rows: readonly string[]): string {
  return [...pairHeads, ...rows.map((row) => row.replaceAll(' | ', '\t')), ''].join('\r\n');
}

/** The text form of the add-on code file. */
export function addOnFile(
  rows: readonly { readonly type: string; readonly addOn: string; readonly primary: string; readonly until?: string }[],
): string {
  return rows
    .map(
      ({ type, addOn, primary, until = '       ' }) =>
        `${type}${addOn}       ${primary}       2013091${until}${' '.repeat(58)}\r\n`,
    )
    .join('');
}

/** The list of billable diagnoses. */
export function diagnosisFile(codes: readonly string[]): string {
  return codes.map((code) => `${code.padEnd(8)}What the code says\r\n`).join('');
}

/** The bytes of a text of CMS's, a character each. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
