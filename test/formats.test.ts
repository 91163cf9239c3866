/** What `check` writes for other programs: SARIF, JSON lines, GitHub's commands, JUnit, a page. By the built command line. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rules } from '../server/src/rules/index.js';
import { built } from './support/built.js';
import { mueFile } from './support/cms-files.js';
import { runIn, visitText } from './support/command-line.js';

let folder = '';

beforeAll(built);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'formats-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

/** What is written in a format, of the folder or the files named. */
async function report(format: string, ...paths: string[]): Promise<string> {
  return (await runIn(folder, ['check', '--today', '2026-11-24', '--format', format, ...paths])).out;
}

const patient = 'MRN-77001';
const visit = visitText('2', patient, '  99213  x1  A\n  64494  x1  A\n');
const clean = visit.replace('  64494  x1  A\n', '').replace('encounter 2', 'encounter 1').replace('77001', '77002');
const allowed = visit.replace('64494  x1  A', '64494  x1  A  # allow addon-without-primary: first claim');
/** With a hint beside its error. */
const twoFindings = visit.replace('A: M54.2', 'A: M54.2\n  B: M54.6');
/** A payer that would be markup, a command or an element of its own. */
const hostile = clean.replace('payer: cpt', 'payer: <img src=x onerror="a()">&%0A::error::]]>');

describe('SARIF', () => {
  const log = async (...paths: string[]) => JSON.parse(await report('sarif', ...paths));

  test('describes every rule with help and an address, and each finding with its place, fixes and proof', async () => {
    write('visit.encounter', visit);
    const { version, $schema, runs } = await log();
    expect([version, $schema]).toEqual(['2.1.0', 'https://json.schemastore.org/sarif-2.1.0.json']);
    const [{ tool, results, columnKind, invocations }] = runs;
    expect(columnKind).toBe('utf16CodeUnits');
    expect(invocations).toEqual([{ executionSuccessful: true }]);
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(rules.map(({ id }) => id));
    for (const { help, helpUri, id } of tool.driver.rules) {
      expect(help.markdown).toContain('## Fix');
      expect(help.text).toContain('\nFIX\n');
      expect(helpUri).toBe(`encounter-scrubber:/rules/${id}.md`);
    }
    const [result] = results;
    expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result).toMatchObject({
      ruleId: 'addon-without-primary',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'visit.encounter' },
            region: { startLine: 14, startColumn: 3, endLine: 14, endColumn: 8 },
          },
          logicalLocations: [{ name: '2' }],
        },
      ],
      properties: { severity: 'error', proof: { tables: ['CMS add-on code file, 2026-04-01'] } },
    });
    expect(result.fixes[0]).toEqual({
      description: { text: 'Add 64493 before it' },
      artifactChanges: [
        {
          artifactLocation: { uri: 'visit.encounter' },
          replacements: [
            {
              deletedRegion: { startLine: 14, startColumn: 1, endLine: 14, endColumn: 1 },
              insertedContent: { text: expect.stringContaining('64493') },
            },
          ],
        },
      ],
      properties: { safe: false },
    });
    expect(result.properties.denials[0]).toMatchObject({ group: 'CO', carc: 'B15', confidence: 'second-hand' });
  });

  test('suppresses what a comment allows, with its reason', async () => {
    write('visit.encounter', allowed);
    const [{ results }] = (await log()).runs;
    const found = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'addon-without-primary');
    expect(found.suppressions).toEqual([{ kind: 'inSource', status: 'accepted', justification: 'first claim' }]);
  });

  test('relates other places, those of shipped policies under a scheme of their own', async () => {
    write('visit.encounter', visit.replace('payer: cpt', 'payer: medicare').replace('  64494', '  64495'));
    const [{ results }] = (await log()).runs;
    const places = results.flatMap(({ relatedLocations = [] }) => relatedLocations);
    const uris = places.map((each: { physicalLocation: { artifactLocation: { uri: string } } }) => {
      return each.physicalLocation.artifactLocation.uri;
    });
    expect(uris).toContain('encounter-scrubber:/medicare.payer.yaml');
  });

  test('knows a finding again though lines above it came, and tells two equal ones apart', async () => {
    write('visit.encounter', visit);
    const prints = async (): Promise<unknown[]> =>
      (await log()).runs[0].results.map(
        ({ partialFingerprints }: { partialFingerprints: unknown }) => partialFingerprints,
      );
    const before = await prints();
    write('visit.encounter', `# one more line\n\n${visit}`);
    expect(await prints()).toEqual(before);
    write('visit.encounter', `${visit}${visit}`);
    const both = (await prints()).map((each) => JSON.stringify(each));
    expect(new Set(both).size).toBe(both.length);
  });

  test('encodes names of files, and tells of files that cannot be read', async () => {
    write('a day & 100%.encounter', visit);
    const [{ results, invocations }] = (await log('.', 'none.encounter')).runs;
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('a%20day%20%26%20100%25.encounter');
    expect(invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: 'error', message: { text: 'none.encounter does not exist' } }],
      },
    ]);
  });
});

test('JSON lines hold a finding each, as the one object does, and after those of each encounter what judged it', async () => {
  write('visit.encounter', `# stray\n${clean}${twoFindings}`);
  write('acme.payer.yaml', 'payer: acme\nnonsense: 1\n');
  const lines = (await report('jsonl')).split('\n').filter(Boolean);
  const { findings, checked } = JSON.parse(await report('json'));
  expect(findings.length).toBeGreaterThan(2);
  const said = lines.map((line) => JSON.parse(line));
  expect(said.filter((line) => !line.checked)).toEqual(findings);
  expect(said.flatMap((line) => line.checked ?? [])).toEqual(checked);
  expect(said.map((line) => line.checked?.encounter ?? line.rule)).toEqual([
    'payer-schema',
    '1',
    ...['unused-diagnosis', 'addon-without-primary', '2'],
  ]);
});

describe('what judged, and what was not checked', () => {
  const fees = {
    what: 'fees',
    why: 'the newest whole fee schedule at hand is of 2025-10-01, 13 months before the date of service',
  };
  const of = (encounter: string, file: string) => ({
    file,
    encounter,
    policy: { id: 'cpt', file: 'cpt.payer.yaml', shipped: true, effective: null, until: null },
    tables: { fees: '2025-10-01', units: null, pairs: '2026-07-01', 'add-ons': '2026-04-01', diagnoses: 'FY2027' },
    'not-checked': [fees],
  });
  const other = visit.replace('date: 2026-11-16', 'date: 2026-09-30').replace('payer: cpt', 'payer: acme');
  const acme = 'payer: acme\nextends: medicare\neffective: 2026-01-01\nuntil: 2026-12-31\n';

  test('is in one object for every encounter, clean or not, in the order of the files', async () => {
    write('a.encounter', clean);
    write('b.encounter', `text above the first heading\n${visit}`);
    write('c.encounter', other);
    write('acme.payer.yaml', acme);
    const { checked } = JSON.parse(await report('json'));
    expect(checked).toEqual([
      of('1', 'a.encounter'),
      of('2', 'b.encounter'),
      {
        ...of('2', 'c.encounter'),
        policy: { id: 'acme', file: 'acme.payer.yaml', shipped: false, effective: '2026-01-01', until: '2026-12-31' },
        tables: {
          ...of('2', 'c.encounter').tables,
          units: '2026-04-01',
          diagnoses: 'FY2026',
        },
        'not-checked': [],
      },
    ]);
  });

  test('is nothing where no encounter was read', async () => {
    write('acme.payer.yaml', 'payer: acme\nextends: medicare\n');
    expect(JSON.parse(await report('json')).checked).toEqual([]);
    expect(await report('text')).toBe('1 file, 0 encounters: nothing found\n');
  });

  test('names the days where their lines are judged by different policies or tables', async () => {
    write('acme.payer.yaml', acme);
    write('later.payer.yaml', 'payer: acme\nextends: medicare\neffective: 2027-01-01\n');
    const days = visit.replace(/ {2}64494.*\n/, '').replace('payer: cpt', 'payer: acme');
    write('a.encounter', days.replace('99213  x1  A', '99213  x1  A\n    date: 2027-01-04\n  99214  x1  A'));
    const [checked] = JSON.parse(await report('json')).checked;
    expect(checked.policy.file).toBe('acme.payer.yaml');
    expect(checked.days.map((day: { date: string; policy: { file: string } }) => [day.date, day.policy.file])).toEqual([
      ['2027-01-04', 'later.payer.yaml'],
      ['2026-11-16', 'acme.payer.yaml'],
    ]);
    expect(checked['not-checked']).toContainEqual({ what: 'fees', why: `of 2026-11-16: ${fees.why}` });
    write('a.encounter', days.replace('99213  x1  A', '99213  x1  A\n    date: 2026-11-17\n  99214  x1  A'));
    const [same] = JSON.parse(await report('json')).checked;
    expect([same.days, same['not-checked']]).toEqual([undefined, [fees]]);
  });

  test('is a property of the run in SARIF', async () => {
    write('a.encounter', clean);
    write('b.encounter', visit);
    const [{ properties }] = JSON.parse(await report('sarif')).runs;
    expect(properties).toEqual({ checked: [of('1', 'a.encounter'), of('2', 'b.encounter')] });
  });

  test('is summed up at the end of the text, in a few lines', async () => {
    write('a.encounter', clean);
    const tables = 'CMS fee schedule of 2025-10; NCCI 2026 Q3; CMS add-on code file of 2026-04-01; ICD-10-CM FY2027';
    expect(await report('text')).toBe(`Judged by cpt
Tables: ${tables}
Not checked: fees: ${fees.why}
1 file, 1 encounter: nothing found
`);
    write('a.encounter', other.replace(/ {2}64494.*\n/, ''));
    write('acme.payer.yaml', acme);
    const out = await report('text', 'a.encounter');
    expect(out).toContain('Judged by acme from 2026-01-01 to 2026-12-31\n');
    expect(out).toContain('\nNot checked: nothing was left out\n1 file, 1 encounter: nothing found\n');
    write(
      'b.encounter',
      `${clean}${clean.replace('encounter 1', 'encounter 4').replace('payer: cpt', 'payer: nobody')}`,
    );
    expect(await report('text', '.')).toContain(`
Judged by acme from 2026-01-01 to 2026-12-31 (1 encounter), cpt (1 encounter) and no payer policy (1 encounter)
Tables: CMS fee schedule of 2025-10; CMS practitioner MUE table, 2026-04-01; NCCI 2026 Q3; CMS add-on code file of 2026-04-01; ICD-10-CM FY2026; ICD-10-CM FY2027
Not checked: fees (2 encounters): ${fees.why}
Not checked: payer (1 encounter): no policy file has the payer's name as its id or alias: bilateral forms, unit limits, coverage and prior authorization are not checked
`);
  });

  test('is a section for each encounter of the page, also of a clean one', async () => {
    write('a.encounter', clean);
    write('b.encounter', hostile.replace('encounter 1', 'encounter <b>1</b>'));
    const out = await report('html');
    expect(out).toContain(
      '<h2>a.encounter</h2>\n<section class="checked">\n<h3>Encounter 1</h3>\n<ul><li>Judged by CPT',
    );
    expect(out).toContain(`<li>Not checked: fees: ${fees.why}</li>`);
    expect(out).toContain('<h3>Encounter &lt;b&gt;1&lt;/b&gt;</h3>');
    expect(out.match(/<section /g)).toHaveLength(2);
    // Each heads its own findings.
    const order = [...out.matchAll(/<h3>|<h2>b|<article /g)].map(([found]) => found);
    expect([...new Set(order)]).toEqual(['<h3>', '<h2>b', '<article ']);
    expect(out.indexOf('<article ')).toBeGreaterThan(out.lastIndexOf('</section>'));
  });

  test('calls a table of the user’s own so', async () => {
    const today = visit.replace('payer: cpt', 'payer: medicare');
    write('a.encounter', today);
    write('scrubber.yaml', 'tables: cms\n');
    mkdirSync(join(folder, 'cms'));
    const table = mueFile([['J1010', 30, '2 Date of Service Edit: Policy']]);
    write('cms/MCR_MUE_PractitionerServices_Eff_10-01-2026.csv', table);
    const [checked] = JSON.parse(await report('json')).checked;
    expect([checked.tables.units, checked['own-tables']]).toEqual(['2026-10-01', ['units']]);
    expect(await report('text')).toContain('CMS practitioner MUE table, 2026-10-01 (your own); NCCI');
  });

  test.each(['github', 'junit', 'queries'])('is nothing in %s', async (format) => {
    write('a.encounter', clean);
    expect(await report(format)).not.toMatch(/fee schedule|not.checked/i);
  });

  test.each(['json', 'text'])(
    'says nothing of the patient or of free text in %s, and is the same each time',
    async (format) => {
      write('visit.encounter', visit.replace('payer: cpt', 'payer: Maria Lopez').replace('99213', '99199'));
      const out = await report(format);
      const said = format === 'json' ? JSON.stringify(JSON.parse(out).checked) : out.slice(out.indexOf('Judged by'));
      expect(said).toContain('payer');
      expect(said).not.toMatch(/MRN-77001|1958-03-14|seventeen|Maria|Lopez/);
      expect(await report(format)).toBe(out);
    },
  );
});

describe('GitHub’s commands', () => {
  test('stand on the line, and allowed findings are none', async () => {
    write('visit.encounter', visit);
    const [first, ...others] = (await report('github')).split('\n');
    expect(first).toMatch(
      /^::error file=visit\.encounter,line=14,endLine=14,col=3,endColumn=8,title=addon-without-primary::Add-on code 64494 has no primary/,
    );
    write('visit.encounter', allowed);
    expect((await report('github')).split('\n')).toEqual(others);
  });

  test('cannot be ended or begun by what stands in a file or its name', async () => {
    write('a,b: c.encounter', hostile);
    const lines = (await report('github')).split('\n').filter(Boolean);
    expect(lines.filter((line) => !/^::(error|warning|notice) file=a%2Cb%3A c\.encounter,/.test(line))).toEqual([]);
    expect(lines.join()).toContain('%250A::error');
  });
});

describe('JUnit', () => {
  test('has a suite a file and a case an encounter, which fails for its errors', async () => {
    write('both.encounter', `${clean}${twoFindings}`);
    const out = await report('junit');
    expect(out).toContain('<testsuites name="encounter-scrubber" tests="2" failures="1">');
    expect(out).toContain('  <testsuite name="both.encounter" tests="2" failures="1">');
    expect(out).toContain('    <testcase classname="both.encounter" name="encounter 1"/>');
    expect(out).toMatch(
      /name="encounter 2">\n {6}<failure type="addon-without-primary" message="Add-on code 64494 has no primary/,
    );
    expect(out).toMatch(/<system-out>both\.encounter:\d+:\d+ hint .* unused-diagnosis<\/system-out>/);
  });

  test('escapes what could be an element, and what XML cannot hold', async () => {
    write('visit.encounter', `\u0001stray ]]>\n${hostile}`);
    const out = await report('junit');
    expect(out).toContain('&lt;img src=x onerror=&quot;a()&quot;&gt;&amp;');
    expect(out).not.toMatch(/<img|]]>/);
    expect(out).not.toContain('\u0001');
  });
});

describe('the page', () => {
  test('says each finding with its fixes, sources and forecast, and loads nothing', async () => {
    write('visit.encounter', visit);
    const out = await report('html');
    expect(out).toMatch(/^<!doctype html>\n[\s\S]*<\/html>\n$/);
    expect(out).toContain("default-src 'none'");
    expect(out).not.toMatch(/<script|<link|<img|src=|@import|url\(/);
    expect(out).toContain('<li>Fix: Add 64493 before it</li>');
    expect(out).toContain('<li>Denial forecast: CO-B15 (second-hand): ');
    expect(out).toContain('1 file, 1 encounter: 1 error');
  });

  test('shows markup in a file as text', async () => {
    write('visit.encounter', hostile);
    const out = await report('html');
    expect(out).toContain('&lt;img src=x onerror=&quot;a()&quot;&gt;');
    expect(out).not.toContain('<img');
  });
});

describe('the questions to providers', () => {
  const leftKnee = visit
    .replace(/ {2}indication.*\n/, '')
    .replace('procedure evaluation', 'procedure joint-injection\n  site: knee\n  side: left')
    .replace(/ {2}99213[\s\S]*/, '  20610-RT  x1  A\n');

  test('stand by provider and encounter, each once', async () => {
    const other = leftKnee.replace('encounter 2', 'encounter 9').replace('77001', '77009');
    write('a.encounter', `${leftKnee}${other.replace('1234567893', '1245319599')}`);
    write(
      'b.encounter',
      other
        .replace('encounter 9', 'encounter 12')
        .replace('77009', '77012')
        .replace(/provider: .*\n/, ''),
    );
    expect(await report('queries', '--rule', 'missing-documentation=off')).toBe(`Provider 1234567893

  Encounter 2, date of service 2026-11-16 (a.encounter:1)

    side-mismatch
    The claim says: 20610-RT x1.
    The record says: joint-injection: site knee, side left.
    Open: On which side or sides was the procedure done?

Provider 1245319599

  Encounter 9, date of service 2026-11-16 (a.encounter:15)

    side-mismatch
    The claim says: 20610-RT x1.
    The record says: joint-injection: site knee, side left.
    Open: On which side or sides was the procedure done?

No provider named

  Encounter 12, date of service 2026-11-16 (b.encounter:1)

    side-mismatch
    The claim says: 20610-RT x1.
    The record says: joint-injection: site knee, side left.
    Open: On which side or sides was the procedure done?

3 questions to 3 providers
`);
  });

  test('are none where nothing is open', async () => {
    write('clean.encounter', clean);
    expect(await report('queries')).toBe('Nothing to ask\n');
  });
});

test.each(['sarif', 'jsonl', 'github', 'junit', 'html', 'queries'])(
  '%s says nothing of the patient or of free text, and the same input gives the same bytes',
  async (format) => {
    write('visit.encounter', visit);
    const out = await report(format);
    expect(out).not.toMatch(/MRN-77001|1958-03-14|seventeen/);
    expect(await report(format)).toBe(out);
  },
);

test.each(['sarif', 'jsonl', 'github', 'junit', 'html'])('%s of nothing found is whole', async (format) => {
  write('clean.encounter', clean);
  const out = await report(format);
  if (format === 'sarif') expect(JSON.parse(out).runs[0].results).toEqual([]);
  else if (format === 'junit') expect(out).toContain('tests="1" failures="0"');
  else if (format === 'html') expect(out).toContain('nothing found');
  else if (format === 'jsonl')
    expect(out).toMatch(/^\{"checked":\{"file":"clean\.encounter","encounter":"1",.*\}\}\n$/);
  else expect(out).toBe('');
});
