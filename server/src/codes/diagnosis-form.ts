/** How ICD-10-CM codes are written. */

/** The code with its decimal point, which tables and claims omit: M47812 is M47.812. */
export function withPoint(code: string): string {
  return code.length > 3 && !code.includes('.') ? `${code.slice(0, 3)}.${code.slice(3)}` : code;
}
