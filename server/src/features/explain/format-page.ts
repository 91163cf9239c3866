/**
 * The page that explains the encounter format: an annotated encounter, then every field, kind and value there is. What it says of each comes
 * from where hovers and completion take it, so that the page cannot go stale. docs/encounter-format.md is this text.
 */
import { everydayKinds, everydayNamesOf } from '../../syntax/everyday.js';
import { kindFields } from '../../syntax/kind-fields.js';
import {
  fixedValues,
  headerFields,
  lineFields,
  procedureFields,
  procedureKinds,
  requiredHeaderFields,
} from '../../syntax/vocabulary.js';
import { fieldWords } from '../words/field.js';
import { kindWords } from '../words/kind.js';
import { valueWords } from '../words/value.js';

/** The page, in Markdown. */
export function formatPageText(): string {
  return `${parts().join('\n\n')}\n`;
}

function parts(): readonly string[] {
  return [
    opening,
    annotated,
    '## The header',
    'Before the first section. A field without a value counts as missing.',
    fieldTable([...headerFields, 'x-…']),
    '## Diagnoses',
    'A letter, a colon and an ICD-10-CM code, with or without its point: `A: M47.816`. Service lines point to the letter.',
    '## Procedures',
    '`procedure` and a kind, then what the record says of it, one fact a line. As many procedures as there were.',
    kindTable(),
    fieldTable(procedureFields),
    blocks,
    '## Service lines',
    lines,
    fieldTable(lineFields),
    severalDays,
    '## As you write it',
    asWritten,
    everydayTable(),
    vertebra,
    '## Allowing a finding',
    allowing,
  ];
}

const opening = `# The encounter format

A plain-text file, \`*.encounter\`, with one or more encounters: who pays, what was diagnosed, what was done, what is billed. One fact a line.
Indentation, blank lines and upper or lower case do not matter. A \`#\` starts a comment; in free text only \`# allow\` does.
_New Encounter_ (Ctrl+Alt+E) writes one with every field that the payer wants; \`encounter-scrubber explain levels\` explains a field on the command line.`;

const annotated = `\`\`\`encounter
# A heading opens each encounter. Its id is the practice's own.
encounter 2026-0142
# Who was treated, by the practice's key and never by name; when, where and by whom; who pays.
patient: MRN-48213
born: 1958-03-14
sex: F
date: 2026-11-16
payer: medicare-noridian
place: 22  # hospital outpatient
provider: 1234567893  # the rendering provider's NPI
authorization: PA-99812

# What was diagnosed: a letter for each, to which the lines point.
diagnoses
  A: M47.816
  B: M47.817

# What was done, as the record says it; one section a procedure.
procedure facet-injection
  intent: diagnostic
  series: first  # of two blocks
  technique: medial-branch
  levels: L4-L5, L5-S1  # two joints
  side: bilateral  # for every level that names no side of its own
  guidance: fluoroscopy
  agent: bupivacaine 0.5% 0.5 mL per nerve
  indication: axial low back pain 8 months, no radiculopathy
  conservative-care: 12 weeks physical therapy, NSAIDs
  pain-before: 7
  pain-after: 1
  relief: 85% for 6 hours
  response: able to extend and rotate without pain
  complications: none
  consent: yes

# What is billed: code and modifiers, units, the diagnoses' letters, charge.
lines
  64493-50-KX  x1  A,B  $640.00
  64494-50-KX  x1  A,B  $320.00
\`\`\``;

const blocks = `\`\`\`encounter
encounter 2026-0143
patient: MRN-48213
date: 2026-11-17
payer: cpt
place: 24
provider: 1234567893

diagnoses
  A: M80.08XA

procedure vertebral-augmentation
  bodies: T12, L1
  guidance: fluoroscopy

procedure sedation
  minutes: 25

lines
  22513  x1  A  $4,000.00
  22515  x1  A  $2,000.00
  99152  x1  A  $100.00
  99153  x1  A  $50.00
\`\`\``;

const lines = `Code, each modifier after a hyphen, units (\`x1\` where left out), diagnosis letters, charge. A line may have fields of its own below it. They say
what the encounter says otherwise; lines of different days are different days wherever a rule speaks of one day.`;

const severalDays = `\`\`\`encounter
encounter 2026-0144
patient: MRN-48214
date: 2026-11-16
payer: cpt
place: 11
provider: 1234567893

diagnoses
  A: M54.50

procedure therapy

procedure other
  site: right greater occipital
  technique: pulsed-radiofrequency

lines
  97110-GP  x2  A  $120.00
    minutes: 30
  97110-GP  x2  A  $120.00
    date: 2026-11-18
    minutes: 28
  64999  x1  A  $700.00
    description: pulsed radiofrequency of the right greater occipital nerve
\`\`\``;

const asWritten = `Everyday words are read as meant and reported once, with the fix that writes the format's own: the names and kinds below, \`11/16/26\`,
\`Nov 16, 2026\`; \`L4/5\`, \`L4-5 & L5-S1\`, \`L5 DR\`, \`B/L\`, \`C-arm\`, \`64493LT\`; a diagnosis in the place of its letter; what Word makes of spaces, hyphens
and quotes. A pasted note is one finding, which offers to make an encounter of it or to comment it out.`;

const vertebra = `A vertebra (\`T12\`) is no level: it is a nerve, a body or half of a level, and only the record says which.`;

const allowing = `    64495-50-KX  x1  A  # allow level-limit, not-covered: appeal 2026-114 approved the third level
    64494-50  x1  A  # allow required-modifier until 2027-01-31: KX edit down at the payer, ticket 881

The reason stays in every report. A comment on a line of its own speaks for the next line; on a heading, for its block.`;

/** What hovers say of each field, with its fixed values. */
function fieldTable(names: readonly string[]): string {
  const rows = names.map((name) => {
    const isRequired = (requiredHeaderFields as readonly string[]).includes(name) && names.includes('payer');
    const values = fixedValues(name).map((value) => `\`${value}\`: ${valueWords(name, value) ?? ''}`);
    const words = [fieldWords(name) ?? '', ...(isRequired ? ['Required.'] : []), ...values];
    return `| \`${name === 'x-…' ? 'x-NAME' : name}\` | ${words.join('<br>')} |`;
  });
  return ['| field | what it says |', '| --- | --- |', ...rows].join('\n');
}

function kindTable(): string {
  const rows = procedureKinds.map((kind) => {
    const fields = kindFields(kind).fields.slice(0, mostFields);
    return `| \`${kind}\` | ${kindWords(kind)} | ${fields.map((name) => `\`${name}\``).join(', ')} |`;
  });
  return ['| kind | what it is | its first fields |', '| --- | --- | --- |', ...rows].join('\n');
}

/** What tells most about a procedure comes first; the tables below have the rest. */
const mostFields = 8;

function everydayTable(): string {
  const fields = [...headerFields, ...procedureFields].flatMap((name) => {
    const names = everydayNamesOf(name).filter((each) => !each.includes('-'));
    return names.length > 0 ? [`| \`${name}\` | ${names.join(', ')} |`] : [];
  });
  const kinds = procedureKinds.flatMap((kind) => {
    const words = everydayKinds.filter(({ means }) => means.kind === kind).flatMap((each) => each.words);
    const said = words.map((each) => each.replaceAll('-', ' '));
    return said.length > 0 ? [`| \`${kind}\` | ${said.slice(0, mostWords).join(', ')} |`] : [];
  });
  return ['| the format’s word | also read as it |', '| --- | --- |', ...new Set([...fields, ...kinds])].join('\n');
}

const mostWords = 8;
