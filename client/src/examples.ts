/** The examples of payer policies in the Test Explorer: one item a file, one an example; run, run again, go there. */
import {
  commands,
  Disposable,
  Location,
  Range,
  type TestItem,
  TestMessage,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  workspace,
} from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import type { ExampleResult, PolicyExamples } from '../../server/src/lsp/protocol.js';
import type { Ask } from './ask.js';

/** Fills the Test Explorer and keeps it in step with what the server reads; results of what has changed since are shown as outdated. */
export function showExamples(client: LanguageClient, ask: Ask): Disposable {
  const controller = tests.createTestController('encounterScrubber.examples', 'Payer policy examples');

  /** What the results shown rest on, by the address of the file. */
  const versions = new Map<string, string>();

  const fill = async (): Promise<void> => {
    if (client.state !== State.Running) return;
    const files = await ask('encounterScrubber/examples', null);
    const known = new Set(files.map(({ uri }) => uri));
    for (const [id] of controller.items) if (!known.has(id)) controller.items.delete(id);
    for (const file of files) {
      const item = itemOf(file);
      controller.items.add(item);
      const before = versions.get(file.uri);
      versions.set(file.uri, file.version);
      // Wherever it was changed, in an editor or on the disk: what was found then says nothing about it any more.
      if (before !== undefined && before !== file.version) controller.invalidateTestResults(item);
    }
  };
  const itemOf = ({ uri, payer, examples }: PolicyExamples): TestItem => {
    const address = Uri.parse(uri);
    const item = controller.items.get(uri) ?? controller.createTestItem(uri, payer, address);
    item.description = workspace.asRelativePath(address);
    item.children.replace(
      examples.map(({ index, name, range }) => {
        const example = controller.createTestItem(`${uri}#${index}`, name, address);
        example.range = rangeOf(range);
        return example;
      }),
    );
    return item;
  };

  const run = async (request: TestRunRequest): Promise<void> => {
    const chosen = request.include ?? [...controller.items].map(([, item]) => item);
    const skipped = new Set(request.exclude?.map(({ id }) => id));
    const running = controller.createTestRun(request);
    try {
      for (const [uri, examples] of byFile(chosen)) {
        const wanted = examples.filter(({ id }) => !skipped.has(id));
        if (wanted.length === 0 || running.token.isCancellationRequested) continue;
        for (const item of wanted) running.started(item);
        const results = await ask('encounterScrubber/runExamples', { uri, indexes: wanted.map(indexOf) });
        for (const item of wanted) {
          const result = results.find(({ index }) => index === indexOf(item));
          if (!result) running.skipped(item);
          else if (result.passed) running.passed(item, result.duration);
          else running.failed(item, messageOf(item, result), result.duration);
        }
      }
    } finally {
      running.end();
    }
  };

  const runFor = async (uri: string, index: number | null): Promise<void> => {
    await fill();
    const file = controller.items.get(uri);
    const item = index === null ? file : file?.children.get(`${uri}#${index}`);
    if (item) await run(new TestRunRequest([item]));
  };

  const profile = controller.createRunProfile('Run', TestRunProfileKind.Run, run, true);
  controller.refreshHandler = fill;
  return Disposable.from(
    controller,
    profile,
    commands.registerCommand('encounterScrubber.runExamples', runFor),
    client.onDidChangeState(() => void fill()),
    client.onNotification('encounterScrubber/examplesChanged', () => void fill()),
  );
}

/** The examples that are meant, by the address of their file. */
function byFile(items: readonly TestItem[]): ReadonlyMap<string, readonly TestItem[]> {
  const files = new Map<string, TestItem[]>();
  for (const item of items.flatMap((each) => (each.parent ? [each] : [...each.children].map(([, child]) => child)))) {
    const uri = item.parent?.id ?? '';
    files.set(uri, [...(files.get(uri) ?? []), item]);
  }
  return files;
}

function indexOf({ id }: TestItem): number {
  return Number(id.slice(id.lastIndexOf('#') + 1));
}

function messageOf(item: TestItem, { message, expected, found, range }: ExampleResult): TestMessage {
  const told = TestMessage.diff(message, `[${expected.join(', ')}]`, `[${found.join(', ')}]`);
  if (item.uri) told.location = new Location(item.uri, rangeOf(range));
  return told;
}

function rangeOf({ start, end }: ExampleResult['range']): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
