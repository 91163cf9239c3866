/**
 * Tests that run inside the real extension host, with the real `vscode` module; each case in a host and a folder of its own.
 * They see what any other extension could see of ours: its language, diagnostics, fixes, settings and commands.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { outcomeOf, type Told, until as untilTold } from './cases.js';
import { serverProcesses } from './server-process.js';
import { texts } from './texts.js';

/** What one extension host runs: steps in their order, by name. */
interface HostCase {
  readonly name: string;
  readonly steps: Readonly<Record<string, () => Promise<void>>>;
}

/**
 * Called by the editor. Runs the case whose place the launcher wrote beside the workspace, and leaves its outcome there. The
 * launcher closes the window itself where it wants a picture of it.
 */
export async function run(): Promise<void> {
  const beside = `${workspaceFolder().fsPath}/..`;
  const { place, limit, staysOpen } = JSON.parse(readFileSync(`${beside}/case.json`, 'utf8'));
  const what = cases[place];
  assert(what, `there is no case ${place}`);
  const outcome = await outcomeOf(what.name, (told) => runSteps(what, told), limit);
  const failure = outcome.failure && `${outcome.failure}\n${inEditor()}`;
  const report = { version: vscode.version, count: cases.length, outcome: { ...outcome, ...(failure && { failure }) } };
  writeFileSync(`${beside}/outcome.tmp`, JSON.stringify(report));
  renameSync(`${beside}/outcome.tmp`, `${beside}/outcome.json`);
  if (staysOpen) await new Promise(() => {});
}

async function runSteps({ steps }: HostCase, told: Told): Promise<void> {
  until = (what, holds) => untilTold(told, what, holds);
  for (const [name, run] of Object.entries(steps)) {
    told.step(name);
    await run();
  }
}

/** Waits, as long as the case may take, until something holds. */
let until: (what: string, holds: () => boolean | Promise<boolean>) => Promise<void>;

const rule = 'addon-without-primary';

const cases: readonly HostCase[] = [
  {
    name: 'an encounter starts the extension, and what a coder asks is answered',
    steps: {
      'a text file does not start the extension, an encounter does': async () => {
        const extension = vscode.extensions.getExtension('encounter-scrubber.encounter-scrubber');
        assert(extension, 'the extension is not installed');
        await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileNamed('readme.txt')));
        assert.equal(extension.isActive, false);
        const document = await openVisit();
        assert.equal(document.languageId, 'encounter');
        await until('the extension is active', () => extension.isActive);
      },
      'a second level without its first is underlined as an error, with the name of the rule': async () => {
        const document = await openVisit();
        const diagnostic = await findingOf(document.uri);
        assert.equal(document.getText(diagnostic.range), '64494');
        assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
        assert.equal(diagnostic.source, 'encounter-scrubber');
      },
      'a code and its modifier are one word': async () => {
        const document = await openVisit();
        const wordAt = (text: string) => {
          const position = document.positionAt(document.getText().indexOf(text) + 1);
          return document.getText(document.getWordRangeAtPosition(position));
        };
        assert.equal(wordAt('64494-50'), '64494-50-KX');
        assert.equal(wordAt('M47.816'), 'M47.816');
        assert.equal(wordAt('conservative-care'), 'conservative-care');
        assert.equal(wordAt('medicare-noridian'), 'medicare-noridian');
      },
      'hovering over a code says what it is': async () => {
        const document = await openVisit();
        const { range } = await findingOf(document.uri);
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          range.start.translate(0, 2),
        );
        assert.match(hovers.flatMap(({ contents }) => contents.map(textOf)).join('\n'), /64494/);
      },
      'a finding that rests on a policy leads to the line of the policy': async () => {
        const document = await open('two-levels.encounter');
        const finding = await anyFindingOf(document.uri, 'level-limit');
        assert.match(finding.message, texts.oneLevelIsPaid);
        const [place] = finding.relatedInformation ?? [];
        assert(place, 'it leads nowhere');
        const policy = await vscode.workspace.openTextDocument(place.location.uri);
        assert.equal(policy.getText(place.location.range), 'levels-per-session');
        assert.equal(policy.languageId, 'payer-policy');
      },
      'a policy of the tool itself can be read, and a payer leads to its policy': async () => {
        const visit = await openVisit();
        const at = visit.positionAt(visit.getText().indexOf('medicare-noridian') + 3);
        const places = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
          'vscode.executeDefinitionProvider',
          visit.uri,
          at,
        );
        const [place] = places;
        assert(place, 'the payer leads nowhere');
        const uri = 'targetUri' in place ? place.targetUri : place.uri;
        assert.equal(uri.scheme, 'encounter-scrubber');
        assert.match((await vscode.workspace.openTextDocument(uri)).getText(), /payer: medicare-noridian/);
      },
      'keys and words of a policy are offered where they may stand': async () => {
        const document = await open('oak.payer.yaml');
        const offered = async (text: string) => {
          const position = document.positionAt(document.getText().indexOf(text) + text.length);
          const list = await vscode.commands.executeCommand<vscode.CompletionList>(
            'vscode.executeCompletionItemProvider',
            document.uri,
            position,
          );
          return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
        };
        const groups = await offered('- for: ');
        assert(groups.includes('facet-destruction'), groups.slice(0, 20).join(', '));
      },
      'the outline of a policy names its lists and examples': async () => {
        const document = await open('oak.payer.yaml');
        const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
          'vscode.executeDocumentSymbolProvider',
          document.uri,
        );
        assert(symbols.some(({ name }) => name === 'limits'));
        const examples = symbols.find(({ name }) => name === 'examples');
        assert(examples?.children.some(({ name }) => name.includes('one level is paid')));
      },
      'an id is renamed in its policy and in the encounters that use it': async () => {
        const document = await open('oak.payer.yaml');
        const position = document.positionAt(document.getText().indexOf('payer: oak') + 8);
        const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
          'vscode.executeDocumentRenameProvider',
          document.uri,
          position,
          'elm',
        );
        const files = edit.entries().map(([uri]) => uri.path.split('/').at(-1));
        assert.deepEqual(files.sort(), ['oak.payer.yaml', 'two-levels.encounter']);
      },
      'inline suggestions are off for encounters, and as they were elsewhere': async () => {
        const { uri } = await openVisit();
        const inline = (languageId: string) =>
          vscode.workspace.getConfiguration('editor', { uri, languageId }).get('inlineSuggest.enabled');
        assert.equal(inline('encounter'), false);
        assert.equal(inline('plaintext'), true);
        const copilot = vscode.workspace.getConfiguration('github.copilot').get<Record<string, boolean>>('enable', {});
        assert.equal(copilot.encounter, false);
        assert.equal(copilot['*'], true);
      },
      'the lightbulb explains the rule, on a page beside the claim': async () => {
        const document = await openVisit();
        const { range } = await findingOf(document.uri);
        await runAction(await actionAt(document.uri, range, ({ title }) => title === texts.explainRule(rule)));
        const isShown = (): boolean =>
          vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes(rule)));
        await until('the page is shown', isShown);
      },
    },
  },
  {
    name: 'what is typed, fixed and not saved yet is judged at once',
    steps: {
      'typing the missing line takes the finding away, undoing it brings it back': async () => {
        const document = await openVisit();
        await findingOf(document.uri);
        await insertAbove(document, '64494', '  64493-50-KX  x1  A,B  $640.00\n');
        await noFindingOf(document.uri);
        await vscode.commands.executeCommand('undo');
        await findingOf(document.uri);
      },
      'a quick fix puts the missing primary in': async () => {
        const document = await openVisit();
        const diagnostic = await findingOf(document.uri);
        const fix = await actionAt(
          document.uri,
          diagnostic.range,
          ({ edit, title }) => edit && title.includes('64493'),
        );
        assert(fix.edit);
        assert(await vscode.workspace.applyEdit(fix.edit));
        assert.match(document.getText(), /^\s*64493\b/m);
        await noFindingOf(document.uri);
        await revert(document);
      },
      'a comment command comments with a number sign': async () => {
        const document = await openVisit();
        const editor = await vscode.window.showTextDocument(document);
        const line = document.positionAt(document.getText().indexOf('64494')).line;
        editor.selection = new vscode.Selection(line, 4, line, 4);
        await vscode.commands.executeCommand('editor.action.commentLine');
        assert.match(document.lineAt(line).text, /^\s*# 64494-50-KX/);
        await noFindingOf(document.uri);
        await revert(document);
      },
      'an encounter is formatted when it is saved, and the line that Enter leaves': async () => {
        const document = await open('two-levels.encounter');
        const tidy = document.getText();
        const at = document.positionAt(tidy.indexOf('64493-LT'));
        const mistype = async () => {
          const edit = new vscode.WorkspaceEdit();
          edit.replace(document.uri, new vscode.Range(at.line, 0, at.line, at.character + 8), '64493-lt');
          assert(await vscode.workspace.applyEdit(edit));
        };
        await mistype();
        assert(await document.save());
        assert.equal(document.getText(), tidy);
        await mistype();
        const editor = await vscode.window.showTextDocument(document);
        const { end } = document.lineAt(at.line).range;
        editor.selection = new vscode.Selection(end, end);
        await vscode.commands.executeCommand('type', { text: '\n' });
        await until('the line is as it was', () => document.lineAt(at.line).text === tidy.split('\n')[at.line]);
        await revert(document);
      },
      'an encounter that was not saved yet is checked too': async () => {
        const content = (await openVisit()).getText();
        const document = await vscode.workspace.openTextDocument({ language: 'encounter', content });
        await vscode.window.showTextDocument(document);
        await findingOf(document.uri);
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      },
      'a question to the provider is copied to the clipboard': async () => {
        const content = (await open('two-levels.encounter')).getText().replaceAll('-LT', '-RT');
        const document = await vscode.workspace.openTextDocument({ language: 'encounter', content });
        await vscode.window.showTextDocument(document);
        const finding = await anyFindingOf(document.uri, 'side-mismatch');
        await vscode.env.clipboard.writeText('');
        await runAction(await actionAt(document.uri, finding.range, ({ title }) => texts.copyQuestion.test(title)));
        assert.match(await vscode.env.clipboard.readText(), texts.question);
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      },
    },
  },
  {
    name: 'settings, policies and other files are judged with the open encounter',
    steps: {
      'a severity set in the settings holds at once, and off silences the rule': async () => {
        const document = await openVisit();
        await findingOf(document.uri);
        const settings = vscode.workspace.getConfiguration('encounterScrubber');
        await settings.update('severity', { [rule]: 'warning' }, vscode.ConfigurationTarget.Workspace);
        await until('the finding is a warning', () => findings(document.uri)[0]?.severity === 1);
        await settings.update('severity', { [rule]: 'off' }, vscode.ConfigurationTarget.Workspace);
        await noFindingOf(document.uri);
        await settings.update('severity', undefined, vscode.ConfigurationTarget.Workspace);
        await until('the finding is an error again', () => findings(document.uri)[0]?.severity === 0);
      },
      'a policy judges the open encounter at once while it is edited, and again as saved when that is undone':
        async () => {
          const visit = await open('two-levels.encounter');
          await anyFindingOf(visit.uri, 'level-limit');
          const policy = await open('oak.payer.yaml');
          const at = policy.getText().indexOf('levels-per-session: 1') + 'levels-per-session: '.length;
          const edit = new vscode.WorkspaceEdit();
          edit.replace(policy.uri, new vscode.Range(policy.positionAt(at), policy.positionAt(at + 1)), '2');
          assert(await vscode.workspace.applyEdit(edit));
          await until('two levels are paid', () => findings(visit.uri, 'level-limit').length === 0);
          await revert(policy);
          await anyFindingOf(visit.uri, 'level-limit');
        },
      'another file counts without being opened, also when its folder is written, moved and removed by another program':
        async () => {
          const document = await openVisit();
          const places = () =>
            findings(document.uri, 'duplicate-encounter')
              .flatMap(({ relatedInformation = [] }) => relatedInformation)
              .map(({ location }) => vscode.workspace.asRelativePath(location.uri));
          const folder = (name: string): string => fileNamed(name).fsPath;
          mkdirSync(folder('a-year'));
          writeFileSync(`${folder('a-year')}/may.encounter`, 'encounter 2026-0302\n');
          await until('the id is found twice', () => places().includes('a-year/may.encounter'));
          renameSync(folder('a-year'), folder('b-year'));
          await until('it is found where it lies now', () => places().includes('b-year/may.encounter'));
          rmSync(folder('b-year'), { recursive: true });
          await until('it is found no more', () => places().length === 0);
        },
    },
  },
  {
    name: 'what is known of payers is shown without an encounter or a policy open',
    steps: {
      'the command starts the extension, and its page has the policies of the workspace first': async () => {
        const extension = vscode.extensions.getExtension('encounter-scrubber.encounter-scrubber');
        assert(extension, 'the extension is not installed');
        await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileNamed('readme.txt')));
        assert.equal(extension.isActive, false);
        await vscode.commands.executeCommand('encounterScrubber.showKnown');
        await until('a preview is open', () =>
          vscode.window.tabGroups.all.some(({ tabs }) =>
            tabs.some(({ input }) => input instanceof vscode.TabInputWebview),
          ),
        );
        const page = () =>
          vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'encounter-scrubber')?.getText() ?? '';
        await until('its page was read', () => page() !== '');
        const [own, medicare] = ['[Oak Health](#oak-health)', '[Medicare](#medicare)'].map((link) =>
          page().indexOf(`| procedure | ${link}`),
        );
        assert(own !== undefined && medicare !== undefined && own > 0 && own < medicare, page().slice(0, 2000));
      },
    },
  },
  {
    name: 'the author of a policy is helped by commands and fixes',
    steps: {
      'an example that fails is made to expect what was found': async () => {
        const document = await open('oak.payer.yaml');
        const failed = await anyFindingOf(document.uri, 'payer-example-failed');
        assert.match(failed.message, texts.exampleFails);
        const fix = await actionAt(document.uri, failed.range, ({ title }) => texts.expectFound.test(title));
        assert(fix.edit);
        assert(await vscode.workspace.applyEdit(fix.edit));
        await until('no example fails', () => findings(document.uri, 'payer-example-failed').length === 0);
        assert(document.getText().trimEnd().endsWith('expect: []'));
        await revert(document);
      },
      'what could change unnoticed is shown on a page': async () => {
        await open('oak.payer.yaml');
        await vscode.commands.executeCommand('encounterScrubber.showUnnoticed');
        await until('the page is shown', () => tabs().some((label) => label.includes(texts.unnoticed)));
      },
      'a shipped policy is overridden by a file that extends it, once': async () => {
        await vscode.commands.executeCommand('encounterScrubber.overridePolicy', 'aetna');
        await until('the new file is shown', () => activeFile() === 'aetna.payer.yaml');
        const own = vscode.window.activeTextEditor?.document;
        assert.match(own?.getText() ?? '', /^payer: aetna\nname: Aetna\nextends: aetna$/m);
        await open('oak.payer.yaml');
        await until('its file is found', async () => {
          await vscode.commands.executeCommand('encounterScrubber.overridePolicy', 'aetna');
          return activeFile() === 'aetna.payer.yaml';
        });
        const files = await vscode.workspace.findFiles('**/aetna*.payer.yaml');
        assert.deepEqual(
          files.map(({ path }) => path.split('/').at(-1)),
          ['aetna.payer.yaml'],
        );
      },
      'the next one goes to the folder that the project file names': async () => {
        mkdirSync(fileNamed('payers').fsPath);
        writeFileSync(fileNamed('scrubber.yaml').fsPath, 'policies: [nowhere, payers]\n');
        await until('the project file is read', async () => {
          const project = await open('scrubber.yaml');
          return vscode.languages.getDiagnostics(project.uri).some(({ message }) => message.includes('nowhere'));
        });
        await vscode.commands.executeCommand('encounterScrubber.overridePolicy', 'cigna');
        await until('the new file is shown', () => activeFile() === 'payers/cigna.payer.yaml');
      },
    },
  },
  {
    name: 'a server that is restarted or killed goes on checking',
    steps: {
      'the restart command starts another server, which goes on checking': async () => {
        const document = await openVisit();
        await findingOf(document.uri);
        const before = serverProcesses();
        assert.equal(before.length, 1, 'one server runs');
        await vscode.commands.executeCommand('encounterScrubber.restartServer');
        await until('another server runs alone', () => isReplaced(before));
        await findingOf(document.uri);
        await insertAbove(document, '64494', '  64493-50-KX  x1  A,B  $640.00\n');
        await noFindingOf(document.uri);
        await revert(document);
        await findingOf(document.uri);
      },
      'a server that is killed comes back and goes on checking': async () => {
        const document = await openVisit();
        await findingOf(document.uri);
        const before = serverProcesses();
        for (const id of before) process.kill(id, 'SIGKILL');
        await until('another server runs', () => isReplaced(before));
        await insertAbove(document, '64494', '  64493-50-KX  x1  A,B  $640.00\n');
        await noFindingOf(document.uri);
        await revert(document);
        await findingOf(document.uri);
      },
      'one that ends again and again stays stopped, until it is restarted': async () => {
        const document = await openVisit();
        await findingOf(document.uri);
        await until('it is not started again', async () => {
          for (const id of serverProcesses()) process.kill(id, 'SIGKILL');
          const asked = vscode.commands.executeCommand('encounterScrubber.explainRule', rule);
          return asked.then(
            () => false,
            () => serverProcesses().length === 0,
          );
        });
        await vscode.commands.executeCommand('encounterScrubber.restartServer');
        await until('one server runs', () => serverProcesses().length === 1);
        await findingOf(document.uri);
      },
    },
  },
  {
    name: 'who has no file of ours yet begins with a command',
    steps: {
      'the page on the format is shown without one': async () => {
        const extension = vscode.extensions.getExtension('encounter-scrubber.encounter-scrubber');
        assert.equal(extension?.isActive, false);
        await vscode.commands.executeCommand('encounterScrubber.showFormat');
        await until('its page is shown', () => tabs().some((label) => label.includes('Encounter Format')));
        assert.equal(vscode.window.tabGroups.all.length, 1);
      },
      'the examples are copied into a folder, and again into another': async () => {
        for (const name of ['encounter-examples', 'encounter-examples-2']) {
          await vscode.commands.executeCommand('encounterScrubber.openExamples', workspaceFolder());
          await until('one of them is shown', () => activeFile() === `${name}/day-sheet.encounter`);
          const files = await vscode.workspace.fs.readDirectory(fileNamed(name));
          assert(files.length > 5 && files.every(([file]) => file.endsWith('.encounter')), files.join());
        }
        await anyFindingOf(fileNamed('encounter-examples/day-sheet.encounter'), 'bundled-imaging');
      },
      'where an encounter is open the page is shown beside it': async () => {
        await vscode.commands.executeCommand('encounterScrubber.showFormat');
        await until('its page is beside it', () => {
          const [, beside] = vscode.window.tabGroups.all;
          return beside?.activeTab?.label.includes('Encounter Format') ?? false;
        });
      },
      'the commands are offered whatever is open, with nothing to enable them': async () => {
        const { contributes } =
          vscode.extensions.getExtension('encounter-scrubber.encounter-scrubber')?.packageJSON ?? {};
        const known = await vscode.commands.getCommands(true);
        for (const name of ['newEncounter', 'newPolicy', 'openExamples', 'getStarted', 'showFormat']) {
          const command = `encounterScrubber.${name}`;
          assert(known.includes(command), command);
          const contributed = contributes.commands.find((each: { command: string }) => each.command === command);
          assert.equal(contributed?.enablement, undefined, command);
        }
      },
    },
  },
];

function tabs(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
}

/** The file that the active editor shows, from the folder. */
function activeFile(): string | undefined {
  const shown = vscode.window.activeTextEditor?.document.uri;
  return shown && vscode.workspace.asRelativePath(shown);
}

function workspaceFolder(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert(folder, 'no folder is open');
  return folder.uri;
}

function fileNamed(name: string): vscode.Uri {
  return vscode.Uri.joinPath(workspaceFolder(), name);
}

async function openVisit(): Promise<vscode.TextDocument> {
  return open('second-level-alone.encounter');
}

async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileNamed(name));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

async function insertAbove(document: vscode.TextDocument, text: string, line: string): Promise<void> {
  const { line: number } = document.positionAt(document.getText().indexOf(text));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(number, 0), line);
  assert(await vscode.workspace.applyEdit(edit));
}

async function revert(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document, { preview: false });
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await until('the file is as it was', () => !document.isDirty);
}

function findings(uri: vscode.Uri, wanted = rule): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ code }) => {
    return (typeof code === 'object' ? code.value : code) === wanted;
  });
}

async function findingOf(uri: vscode.Uri): Promise<vscode.Diagnostic> {
  await until(`${rule} is found`, () => findings(uri).length === 1);
  const [finding] = findings(uri);
  assert(finding);
  return finding;
}

async function anyFindingOf(uri: vscode.Uri, wanted: string): Promise<vscode.Diagnostic> {
  await until(`${wanted} is found`, () => findings(uri, wanted).length > 0);
  const [finding] = findings(uri, wanted);
  assert(finding);
  return finding;
}

async function noFindingOf(uri: vscode.Uri): Promise<void> {
  await until(`${rule} is gone`, () => findings(uri).length === 0);
}

function isReplaced(before: readonly number[]): boolean {
  const now = serverProcesses();
  return now.length === 1 && now.every((id) => !before.includes(id));
}

/** The first of the actions at a place that is wanted; they are asked for until it is among them. */
async function actionAt(
  uri: vscode.Uri,
  range: vscode.Range,
  isWanted: (action: vscode.CodeAction) => unknown,
): Promise<vscode.CodeAction> {
  let wanted: vscode.CodeAction | undefined;
  await until('the action is offered', async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
      20,
    );
    wanted = actions.find(isWanted);
    return wanted !== undefined;
  });
  assert(wanted);
  return wanted;
}

async function runAction({ title, command }: vscode.CodeAction): Promise<void> {
  assert(command, `${title} has no command`);
  await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}

function textOf(content: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof content === 'string' ? content : content.value;
}

/** What the editor shows and knows, for the report of a case that failed. */
function inEditor(): string {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
  const findings = vscode.languages
    .getDiagnostics()
    .flatMap(([uri, list]) =>
      list.map(({ range, message }) => `${uri.path}:${range.start.line + 1}:${range.start.character + 1} ${message}`),
    );
  const texts = vscode.window.visibleTextEditors.map(({ document }) => `${document.uri}:\n${document.getText()}`);
  return [`tabs: ${tabs.join('; ')}`, `findings:\n${findings.join('\n') || 'none'}`, ...texts].join('\n');
}
