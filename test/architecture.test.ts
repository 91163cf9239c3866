/** The house's own rules: who may import whom, and that each rule has its page, its place in the list and a case that fires. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkFiles, newMemory } from '../server/src/engine/check.js';
import { ownPage } from '../server/src/features/explain/rule-page.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { shippedCodes } from './support/codes.js';
import { ruleIndex, sectionOf } from './support/rule-index.js';
import { ruleTable } from './support/rule-table.js';

const layers =
  'text yaml syntax clinical codes tables encounter format policy project claim billing neighbors rules engine queries authoring features notes session files lsp|cli main'
    .split(' ')
    .map((layer) => layer.split('|'));
const root = new URL('../', import.meta.url);
const source = new URL('server/src/', root);
/** `type X = import('…')`, `import … from '…'`, `import '…'`, `export … from '…'` and `import('…')`. */
const imported = /(?:from|import\(?)\s*['"]([^'"]+)['"]/g;
/** `export function name`, `export const name`, `export interface Name`. */
const exported = /^export (?:async )?(?:function\*?|const|let|class|interface|type) (\w+)/gm;
/** What editors and bundles start from. */
const isEntry = /\/(?:client\/src\/extension|server\/src\/main\/[^/]+)\.ts$/;

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));

describe('imports', () => {
  test('point to an earlier layer only', () => {
    const upward = files.flatMap((file) => {
      const from = rank(file);
      return importsOf(new URL(file, source)).flatMap((specifier) => {
        if (!specifier.startsWith('.')) return [];
        const target = new URL(specifier, new URL(file, source)).pathname;
        if (!target.startsWith(source.pathname))
          return target.includes('/server/generated/') || target.endsWith('/package.json')
            ? []
            : [`${file}: ${specifier}`];
        const inside = target.slice(source.pathname.length);
        const sameFolder = inside.split('/')[0] === file.split('/')[0];
        return sameFolder || rank(inside) < from ? [] : [`${file} imports ${inside}`];
      });
    });
    expect(upward).toEqual([]);
  });

  test.each([
    ['node:', /^(files|cli|main)\//],
    ['vscode-languageserver', /^(lsp|main)\//],
    ['yaml', /^yaml\//],
    ['zod', /^(yaml|policy|project|lsp|cli)\//],
    ['tinyglobby', /^(files|cli)\//],
    ['fflate', /^(files|tables)\//],
  ])('of %s stand where they belong', (library, allowed) => {
    const strays = files.filter(
      (file) => !allowed.test(file) && importsOf(new URL(file, source)).some((name) => isOf(name, library)),
    );
    expect(strays).toEqual([]);
  });

  test('of the client from the server there are none but types of one file', () => {
    const client = new URL('client/src/', root);
    const reaching = readdirSync(client).flatMap((file) =>
      importsOf(new URL(file, client)).filter((specifier) => specifier.includes('server/')),
    );
    expect(new Set(reaching).size).toBeLessThanOrEqual(1);
  });

  test('of edits by the offset there are none where a fix says what it changes on a claim', () => {
    const byHand = files.filter(
      (file) =>
        /^(rules|billing)\//.test(file) &&
        /\b(insertAt|removeAt|replaceAt)\b/.test(readFileSync(new URL(file, source), 'utf8')),
    );
    expect(byHand).toEqual([]);
  });

  test('form no circle of files, type imports included', () => {
    const sources = [source, new URL('client/src/', root)].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => new URL(file.replaceAll('\\', '/'), folder).pathname),
    );
    const graph = new Map(
      sources.map((file) => [
        file,
        importsOf(new URL(file, root))
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => new URL(specifier.replace(/\.js$/, '.ts'), new URL(file, root)).pathname),
      ]),
    );
    expect(circleIn(graph)?.map((file) => file.slice(root.pathname.length))).toBeUndefined();
  });

  test('nothing reads outside the project', () => {
    const readers = [...files.map((file) => new URL(file, source)), ...scripts()].flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/['"`]((?:\.\.?\/)+[^'"`$]*)/g)]
        .map(([, path = '']) => new URL(path, file))
        .filter(({ pathname }) => !pathname.startsWith(root.pathname))
        .map(({ pathname }) => `${file.pathname}: ${pathname}`),
    );
    expect(readers).toEqual([]);
  });
});

test('each export is imported somewhere, else its file keeps it to itself', () => {
  const texts = ['server/src/', 'client/src/', 'test/'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => new URL(folder + file.replaceAll('\\', '/'), root))
      .map((file) => ({ file, text: readFileSync(file, 'utf8') })),
  );
  const wanted = new Set(texts.flatMap(({ file, text }) => wantedBy(file, text)));
  // Scripts bundle single functions, by a text that names them.
  const named = scripts()
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const unwanted = texts.flatMap(({ file: { pathname }, text }) => {
    if (!pathname.includes('/src/') || isEntry.test(pathname) || wanted.has(`${pathname} *`)) return [];
    const own = [...text.matchAll(exported)].map(([, name = '']) => name);
    return own
      .filter((name) => !wanted.has(`${pathname} ${name}`) && !new RegExp(`\\b${name}\\b`).test(named))
      .map((name) => `${pathname.slice(root.pathname.length)}: ${name}`);
  });
  expect(unwanted).toEqual([]);
});

test('the map in ARCHITECTURE.md has each folder once, in the order in which they may import', () => {
  const page = readFileSync(new URL('ARCHITECTURE.md', root), 'utf8');
  const map = page.slice(page.indexOf('## Code map'), page.indexOf('Beside it:'));
  const folders = map.split('\n').flatMap((line) => {
    const [cell = ''] = /^\| (`[^|]*)\|/.exec(line)?.slice(1) ?? [];
    return cell === '' ? [] : [[...cell.matchAll(/`(\w+)\/`/g)].map(([, folder = '']) => folder)];
  });
  expect(folders).toEqual(layers);
});

describe('each rule', () => {
  test('has a file and a page of its name, and each file is in the list', () => {
    const stems = readdirSync(new URL('rules/', source))
      .filter((file) => file.endsWith('.ts') && !['index.ts', 'rule.ts'].includes(file))
      .map((file) => file.replace(/\.ts$/, ''));
    expect(rules.map(({ id }) => id).sort()).toEqual(stems.sort());
    expect(stems.filter((stem) => !existsSync(new URL(`rules/${stem}.md`, source)))).toEqual([]);
  });

  test('silences only rules that there are', () => {
    const contract = new Set(rules.map(({ id }) => id));
    const unknown = rules.flatMap(({ id, silences = [] }) =>
      silences.filter((other) => !contract.has(other)).map((other) => `${id} > ${other}`),
    );
    expect(unknown).toEqual([]);
  });

  test('fires in test/files/every-rule.encounter', () => {
    const text = readFileSync(new URL('test/files/every-rule.encounter', root), 'utf8');
    const ids = rules.map(({ id }) => id);
    const own = ['every-rule.payer.yaml', 'acme.payer.yaml'].map((file) => ({
      file,
      text: readFileSync(new URL(`test/files/${file}`, root), 'utf8'),
      shipped: false,
    }));
    const world = {
      rules,
      codes: shippedCodes,
      policies: createPolicies([...shippedFiles(), ...own], { ruleIds: ids, codes: shippedCodes }),
      today: '2026-11-24',
      severities: {},
    };
    const fired = new Set(
      checkFiles(world, [{ file: 'every-rule', text }], newMemory()).flatMap(({ encounters }) =>
        encounters.flatMap(({ judgment }) => judgment.findings.map(({ rule }) => rule)),
      ),
    );
    // It speaks of a defect of ours, which no text brings about.
    expect(ids.filter((id) => !fired.has(id))).toEqual(['internal-error']);
  });

  test('has a page that says why and how to mend it', () => {
    const silent = rules.flatMap(({ id }) =>
      ['Why', 'Fix'].filter((title) => sectionOf(ownPage(id) ?? '', title) === '').map((title) => `${id}: ${title}`),
    );
    expect(silent).toEqual([]);
  });

  test('names what it asks of a policy: each statement that a policy can make is asked for by a rule', () => {
    const asked = new Set(rules.flatMap(({ restsOn = [] }) => restsOn));
    const said = shippedDocuments().flatMap(({ entries }) => entries.map(({ key }) => key));
    expect([...new Set(said)].filter((key) => !asked.has(key))).toEqual([]);
  });

  test('says so where it asks for the billing rules or unit limits of a policy', () => {
    const silent = rules.flatMap(({ id, restsOn = [] }) => {
      const text = readFileSync(new URL(`rules/${id}.ts`, source), 'utf8');
      const asked = [
        ['billing-rules', /\.billingRules\b/],
        ['mue', /policy\??\.mue\b/],
      ] as const;
      return asked.flatMap(([key, use]) => (use.test(text) && !restsOn.includes(key) ? [`${id}: ${key}`] : []));
    });
    expect(silent).toEqual([]);
  });

  test('stands in the index of the pages', () => {
    expect(readFileSync(new URL('docs/rules.md', root), 'utf8')).toBe(ruleIndex(rules));
  });

  test('stands in the table of README.md', () => {
    const readme = readFileSync(new URL('README.md', root), 'utf8');
    expect(readme).toContain(ruleTable(rules));
  });
});

function shippedDocuments() {
  return createPolicies(shippedFiles(), { ruleIds: rules.map(({ id }) => id), codes: shippedCodes }).documents;
}

function rank(file: string): number {
  const [folder = ''] = file.split('/');
  const index = layers.findIndex((layer) => layer.includes(folder));
  if (index < 0) throw new Error(`server/src/${folder} is in no layer`);
  return index;
}

function importsOf(file: URL): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(imported)].map(([, specifier = '']) => specifier);
}

/** The names that a file imports, each behind the path of the file that has it; `*` where it takes all of them. */
function wantedBy(file: URL, text: string): readonly string[] {
  const pathOf = (specifier: string): string => new URL(specifier.replace(/\.js$/, '.ts'), file).pathname;
  const clauses = text.matchAll(/(?:import|export)\s+(?:type\s+)?(\{[^}]*\}|\* as \w+)\s+from\s+'([^']+)'/g);
  const types = text.matchAll(/import\('([^']+)'\)\.(\w+)/g);
  return [
    ...[...clauses].flatMap(([, names = '', specifier = '']) =>
      names.startsWith('*')
        ? [`${pathOf(specifier)} *`]
        : [...names.matchAll(/(?:\btype\s+)?(\w+)(?:\s+as\s+\w+)?/g)].map(([, name]) => `${pathOf(specifier)} ${name}`),
    ),
    ...[...types].map(([, specifier = '', name]) => `${pathOf(specifier)} ${name}`),
  ];
}

/** The files of one circle, the first one again at the end; undefined where there is none. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const finished = new Set<string>();
  const circleFrom = (file: string, path: readonly string[]): readonly string[] | undefined => {
    const before = path.indexOf(file);
    if (before >= 0) return [...path.slice(before), file];
    if (finished.has(file)) return undefined;
    for (const imports of graph.get(file) ?? []) {
      const circle = circleFrom(imports, [...path, file]);
      if (circle) return circle;
    }
    finished.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const circle = circleFrom(file, []);
    if (circle) return circle;
  }
  return undefined;
}

function isOf(name: string, library: string): boolean {
  return library.endsWith(':')
    ? name.startsWith(library)
    : name === library || name.startsWith(`${library}/`) || name.startsWith(`${library}-`);
}

function scripts(): readonly URL[] {
  const folder = new URL('scripts/', root);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(mjs|ts)$/.test(file))
    .map((file) => new URL(file.replaceAll('\\', '/'), folder));
}
