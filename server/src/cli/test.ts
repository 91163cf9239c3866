/** `test`: runs the examples inside payer policies, and says what they reach and what could change unnoticed. */
import { coverage, type StatementCoverage } from '../authoring/coverage.js';
import { type ExampleResult, runExamples } from '../authoring/examples.js';
import { type TriedMutation, tryMutations } from '../authoring/mutate.js';
import type { AuthoringWorld } from '../authoring/world.js';
import type { PolicyDocument } from '../policy/document.js';
import type { FileProblem } from '../policy/relations.js';
import { noProject } from '../project/project-file.js';
import { spanOfValue } from '../yaml/locate.js';
import { readInputs } from './inputs.js';
import type { TestOptions } from './options.js';
import { projectsHolding, readProjects } from './projects.js';
import { shownAs } from './report.js';
import { readTables } from './tables.js';
import { jsonTests, textTests } from './test-report.js';
import { hasFailed, type Mutations, type TestedFile } from './tested.js';
import { complain, type Kit, type Terminal, worldOf, writeAll } from './world.js';
import { worldsOf } from './worlds.js';

/** The mutation check of a run ends here: a nightly run should not hang on one large file. */
const mutationSeconds = 120;

/** Runs the examples and gives the exit status. */
export async function test(kit: Kit, options: TestOptions, terminal: Terminal): Promise<0 | 1 | 2> {
  const { documents, unreadable, complaints } = options.shipped
    ? shippedOnly(kit, options)
    : await fromDisk(kit, options, terminal);
  const end = performance.now() + mutationSeconds * 1000;
  const isOver = (): boolean => performance.now() > end;
  const tested = documents.map(({ world, document }) => testedFile(world, document, options, isOver));
  const files = [...tested, ...unreadable].sort((one, other) => (one.file < other.file ? -1 : 1));
  const report = options.format === 'json' ? jsonTests(files) : textTests(files, terminal.isColored);
  await writeAll(report, terminal.out);
  await complain(terminal, complaints);
  if (complaints.length > 0) return 2;
  return files.some(hasFailed) ? 1 : 0;
}

/** A policy, and what its examples are judged with. */
interface Tested {
  readonly world: AuthoringWorld;
  readonly document: PolicyDocument;
}

interface ToTest {
  readonly documents: readonly Tested[];
  /** The files of which nothing can be run. */
  readonly unreadable: readonly TestedFile[];
  readonly complaints: readonly string[];
}

function shippedOnly(kit: Kit, options: TestOptions): ToTest {
  const world = worldOf(kit, [], noProject, options);
  const documents = world.policies.documents.map((document) => ({ world, document }));
  return { documents, unreadable: [], complaints: [] };
}

async function fromDisk(kit: Kit, options: TestOptions, terminal: Terminal): Promise<ToTest> {
  const { files, rules } = kit;
  const ruleIds = rules.map(({ id }) => id);
  const projects = await readProjects(files, ruleIds, options);
  const inputs = await readInputs(files, terminal.input, projects, { ...options, only: 'policies' });
  const tables = await readTables(kit, projectsHolding(projects, inputs.order));
  const worldFor = worldsOf(kit, { projects, tables, ...inputs }, options);
  const tested = inputs.policies.filter(({ file }) => inputs.checkedPolicies.has(file));
  const documents = tested.flatMap(({ file }): readonly Tested[] => {
    const world = worldFor(file);
    const document = world.policies.documentOf(file);
    return document ? [{ world, document }] : [];
  });
  const read = new Set(documents.map(({ document }) => document.file));
  return {
    documents,
    unreadable: tested
      .filter(({ file }) => !read.has(file))
      .map(({ file, text }) => ({
        file,
        text,
        examples: [],
        broken: worldFor(file).policies.problemsIn((each) => each === file),
      })),
    complaints: [...projects.complaints(inputs.order), ...tables.complaints, ...inputs.complaints],
  };
}

function testedFile(
  world: AuthoringWorld,
  document: PolicyDocument,
  { coverage: wantsCoverage, mutate }: TestOptions,
  isOver: () => boolean,
): TestedFile {
  const { file, shipped, text, content } = document;
  const examples = runExamples(world, document);
  const statements = wantsCoverage || mutate ? coverage(world, document, examples) : [];
  const isBroken = (content.examples ?? []).length > examples.length;
  return {
    file: shownAs(file, shipped),
    text,
    examples,
    broken: isBroken ? problemsInExamples(world, document) : [],
    coverage: wantsCoverage ? statements : undefined,
    mutations: mutate ? mutationsWithin(world, document, examples, statements, isOver) : undefined,
  };
}

function problemsInExamples({ policies }: AuthoringWorld, { file, root }: PolicyDocument): readonly FileProblem[] {
  const examples = spanOfValue(root, ['examples']);
  return policies
    .problemsIn((each) => each === file)
    .filter((problem) => problem.at.start >= examples.start && problem.at.end <= examples.end);
}

function mutationsWithin(
  world: AuthoringWorld,
  document: PolicyDocument,
  examples: readonly ExampleResult[],
  statements: readonly StatementCoverage[],
  isOver: () => boolean,
): Mutations {
  const tried: TriedMutation[] = [];
  const unreached = statements.filter(({ reach }) => reach === 'none');
  for (const mutation of tryMutations(world, document, examples, statements)) {
    tried.push(mutation);
    if (isOver()) return { tried, unreached, isCutShort: true };
  }
  return { tried, unreached, isCutShort: false };
}
