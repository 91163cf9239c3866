/** The beginning of an example in a policy, with places to fill: an editor's snippet. */

/** An example with its places to fill; lines after the first begin with the indent that its keys have. */
export function exampleSnippet({ payer, date, indent }: { payer: string; date: string; indent: string }): string {
  const lines = [
    `name: ${toFill(1, 'what it shows')}`,
    'encounter: |',
    '  encounter T1',
    '  patient: T-1',
    `  date: ${literally(date)}`,
    `  payer: ${literally(payer)}`,
    '  place: 11',
    '  provider: 1234567893',
    '  diagnoses',
    `    A: ${toFill(2, 'M47.816')}`,
    `  procedure ${toFill(3, 'facet-injection')}`,
    '    $0',
    '  lines',
    `    ${toFill(4, '64493')}  x1  A`,
    'expect: [$5]',
  ];
  return lines.join(`\n${indent}`);
}

function toFill(number: number, text: string): string {
  return `\${${number}:${text}}`;
}

function literally(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
