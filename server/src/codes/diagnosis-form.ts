/** How ICD-10-CM codes are written. */

/** Whether the code begins with what was typed, with or without its point, in either case. */
export function beginsWith(code: string, typed: string): boolean {
  const begun = typed.toUpperCase();
  return code.startsWith(begun) || withoutPoint(code).startsWith(begun);
}

/** The code with its decimal point, which tables and claims omit: M47812 is M47.812. */
export function withPoint(code: string): string {
  return code.length > 3 && !code.includes('.') ? `${code.slice(0, 3)}.${code.slice(3)}` : code;
}

/** The code without its decimal point, as tables have it. */
export function withoutPoint(code: string): string {
  return code.replace('.', '');
}
