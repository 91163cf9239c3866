/** Commands that ask the server to explain: the format, a rule, which policy applies here and why, the impact of policy changes, what could change unnoticed; and new policies. */
import {
  commands,
  type Disposable,
  env,
  InputBoxValidationSeverity,
  Location,
  Position,
  ProgressLocation,
  type QuickPickItem,
  Range,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { OverridablePolicy } from '../../server/src/lsp/protocol.js';
import type { Ask } from './ask.js';
import type { Documents } from './documents.js';

/** Registers the commands. */
export function authoringCommands(ask: Ask, documents: Documents): readonly Disposable[] {
  return [
    commands.registerCommand('encounterScrubber.newPolicy', (payer?: unknown) =>
      newPolicy(ask, typeof payer === 'string' ? payer : undefined),
    ),
    commands.registerCommand('encounterScrubber.overridePolicy', (payer?: unknown) =>
      overridePolicy(ask, typeof payer === 'string' ? payer : undefined),
    ),
    commands.registerCommand('encounterScrubber.explainConfiguration', () => explainConfiguration(ask, documents)),
    commands.registerCommand('encounterScrubber.explainRule', (rule?: unknown) =>
      explainRule(ask, documents, typeof rule === 'string' ? rule : undefined),
    ),
    commands.registerCommand('encounterScrubber.showFormat', async () =>
      documents.show('Encounter Format', await ask('encounterScrubber/formatPage', null)),
    ),
    commands.registerCommand('encounterScrubber.showUses', showUses),
    commands.registerCommand('encounterScrubber.showPlace', (...place: unknown[]) => showPlace(ask, place)),
    commands.registerCommand('encounterScrubber.copyQuestion', copyQuestion),
    commands.registerCommand('encounterScrubber.showUnnoticed', () => showUnnoticed(ask, documents)),
    commands.registerCommand('encounterScrubber.showImpact', () => showImpact(ask, documents)),
  ];
}

/** Asks for name, id and parent, and writes a commented skeleton where the project file or the workspace has its policies. */
async function newPolicy(ask: Ask, suggested: string | undefined): Promise<void> {
  const name = await window.showInputBox({
    title: 'New payer policy (1 of 3)',
    prompt: "The payer's name, as shown in findings",
    placeHolder: 'Acme Advantage',
  });
  if (name === undefined) return;
  const policies = await ask('encounterScrubber/payers', null);
  const inUse = (value: string): string | undefined =>
    policies.some(({ id }) => id === value.toLowerCase())
      ? `There is a policy ${value} already; to change a built-in one, use Override a Shipped Policy`
      : undefined;
  const proposed = suggested ?? idOf(name);
  const payer = await window.showInputBox({
    title: 'New payer policy (2 of 3)',
    // What is proposed is validated only once it is changed.
    prompt: inUse(proposed) ?? 'Id: the name that encounters use for the payer',
    placeHolder: 'acme-advantage',
    value: proposed,
    validateInput: (value) => {
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/.test(value))
        return 'One word of letters, digits, hyphens, periods and underscores, with a letter or digit first';
      const message = inUse(value);
      return message && { message, severity: InputBoxValidationSeverity.Warning };
    },
  });
  if (payer === undefined) return;
  const parent = await window.showQuickPick(
    [
      { label: 'None', description: 'inherit nothing', id: '' },
      ...policies.map(({ id, name: label }): QuickPickItem & { id: string } => ({ label, description: id, id })),
    ],
    {
      title: 'New payer policy (3 of 3)',
      placeHolder: 'The policy that applies wherever this one says nothing',
      matchOnDescription: true,
    },
  );
  if (!parent) return;
  const text = await ask('encounterScrubber/skeleton', {
    payer,
    ...(name ? { name } : {}),
    ...(parent.id ? { extends: parent.id } : {}),
  });
  await showNewPolicy(ask, payer, text);
}

/** The id that a payer's name suggests: `Acme Advantage (PPO)` is acme-advantage-ppo. */
function idOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’]/gu, '')
    .match(/[a-z0-9]+/g);
  return (words ?? []).join('-').slice(0, 80);
}

/** Asks for a shipped policy, and writes a file that overrides it; where one does already, shows that. */
async function overridePolicy(ask: Ask, named: string | undefined): Promise<void> {
  const policies = await ask('encounterScrubber/overridable', null);
  const chosen =
    policies.find(({ id }) => id === named) ??
    (await window.showQuickPick(
      policies.map(({ id, name, uri }): QuickPickItem & OverridablePolicy => ({
        label: id,
        description: uri === null ? name : `${name}, overridden by ${workspace.asRelativePath(Uri.parse(uri))}`,
        id,
        name,
        uri,
      })),
      {
        title: 'Override a shipped policy',
        placeHolder: 'The built-in policy to change for your practice',
        matchOnDescription: true,
      },
    ));
  if (!chosen) return;
  if (chosen.uri !== null) {
    await window.showTextDocument(Uri.parse(chosen.uri));
    return;
  }
  const text = await ask('encounterScrubber/override', { payer: chosen.id });
  if (text) await showNewPolicy(ask, chosen.id, text);
}

/** Writes the text of a new policy where it belongs, and shows it; without any folder it stays unsaved. */
async function showNewPolicy(ask: Ask, payer: string, text: string): Promise<void> {
  const from = window.activeTextEditor?.document.uri.toString() ?? null;
  const named = await ask('encounterScrubber/policyFolder', { uri: from });
  const [folder] = workspace.workspaceFolders ?? [];
  const target = named === null ? folder?.uri : Uri.parse(named);
  const document = target
    ? await workspace.openTextDocument(await freshFile(target, payer, text))
    : await workspace.openTextDocument({ language: 'payer-policy', content: text });
  // What is shown next would take the place of a preview.
  await window.showTextDocument(document, { preview: false });
}

/** The encounters that use a policy, in the editor's own list of references. */
async function showUses(uri: string, at: Place, uses: readonly Use[]): Promise<void> {
  await commands.executeCommand(
    'editor.action.showReferences',
    Uri.parse(uri),
    new Position(at.line, at.character),
    uses.map(
      ({ uri: file, range: { start, end } }) =>
        new Location(Uri.parse(file), new Range(start.line, start.character, end.line, end.character)),
    ),
  );
}

/** A line of a policy, to which a hover's link leads. */
async function showPlace(ask: Ask, [uri, line, character]: readonly unknown[]): Promise<void> {
  if (typeof uri !== 'string' || typeof line !== 'number' || typeof character !== 'number') return;
  // A link opens nothing but the workspace's files and those that came with the tool.
  if (!(await ask('encounterScrubber/mayOpen', { uri }))) return;
  const selection = new Range(line, character, line, character);
  await window.showTextDocument(Uri.parse(uri), { selection });
}

/** Puts the question to the provider on the clipboard; it is the server's text. */
async function copyQuestion(text: unknown): Promise<void> {
  if (typeof text !== 'string') return;
  await env.clipboard.writeText(text);
  // What comes next is in another program: what is in the status bar for a moment is not seen.
  void window.showInformationMessage('Question to the provider copied: paste it where you ask.');
}

/** A place and a file's range as the server sends them with a lens. */
interface Place {
  readonly line: number;
  readonly character: number;
}
interface Use {
  readonly uri: string;
  readonly range: { readonly start: Place; readonly end: Place };
}

/** Writes the text to a file that did not exist before. */
async function freshFile(folder: Uri, payer: string, text: string): Promise<Uri> {
  for (let attempt = 1; ; attempt += 1) {
    const file = Uri.joinPath(folder, `${payer}${attempt === 1 ? '' : `-${attempt}`}.payer.yaml`);
    try {
      await workspace.fs.stat(file);
    } catch {
      await workspace.fs.writeFile(file, new TextEncoder().encode(text));
      return file;
    }
  }
}

async function explainConfiguration(ask: Ask, documents: Documents): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== 'encounter') {
    void window.showInformationMessage('Place the cursor in an encounter first to see which policy applies');
    return;
  }
  const { line, character } = editor.selection.active;
  const told = await ask('encounterScrubber/explainConfiguration', {
    uri: editor.document.uri.toString(),
    position: { line, character },
  });
  if (told) await documents.show('Configuration', told);
  else void window.showInformationMessage('There is no encounter at the cursor');
}

/** The page of a rule; where none is named, one of the rules is chosen. */
async function explainRule(ask: Ask, documents: Documents, named: string | undefined): Promise<void> {
  const rule = named ?? (await chosenRule(ask));
  if (rule === undefined) return;
  const page = await ask('encounterScrubber/explainRule', { rule });
  if (page) await documents.show(rule, page);
  else void window.showInformationMessage(`There is no rule named ${rule}`);
}

async function chosenRule(ask: Ask): Promise<string | undefined> {
  const rules = await ask('encounterScrubber/rules', null);
  const chosen = await window.showQuickPick(
    rules.map(({ id, summary }) => ({ label: id, detail: summary })),
    { title: 'Explain a rule', placeHolder: 'Choose a rule to open its page', matchOnDetail: true },
  );
  return chosen?.label;
}

async function showImpact(ask: Ask, documents: Documents): Promise<void> {
  const against = await window.showQuickPick(
    [
      { label: 'The saved files', description: 'effect of unsaved policy changes', revision: undefined },
      { label: 'A git revision …', description: 'effect of policy changes since then', revision: 'HEAD' },
    ],
    { title: 'Impact of policy changes', placeHolder: 'Compare the current policies with' },
  );
  if (!against) return;
  const revision =
    against.revision === undefined
      ? undefined
      : await window.showInputBox({ title: 'Impact of policy changes', prompt: 'Git revision', value: 'HEAD' });
  if (against.revision !== undefined && !revision) return;
  await documents.show('Impact', await ask('encounterScrubber/impact', revision ? { revision } : {}));
}

/** The page of what could change in a policy unnoticed: of the one that is shown, else of one that is chosen. */
async function showUnnoticed(ask: Ask, documents: Documents): Promise<void> {
  const shown = window.activeTextEditor?.document;
  const uri = shown?.languageId === 'payer-policy' ? shown.uri.toString() : await chosenPolicy(ask);
  if (uri === undefined) return;
  const page = await window.withProgress(
    { location: ProgressLocation.Notification, title: 'Changing the policy, one value at a time', cancellable: true },
    async (_, token) => {
      try {
        return await ask('encounterScrubber/unnoticed', { uri }, token);
      } catch (error) {
        if (token.isCancellationRequested) return undefined;
        throw error;
      }
    },
  );
  if (page === undefined) return;
  if (page === null) void window.showInformationMessage('This policy is not in the workspace, or cannot be read');
  else await documents.show('Unnoticed Changes', page);
}

async function chosenPolicy(ask: Ask): Promise<string | undefined> {
  const files = await ask('encounterScrubber/examples', null);
  if (files.length === 0) {
    void window.showInformationMessage('Open a payer policy first; none in this workspace has examples');
    return undefined;
  }
  const chosen = await window.showQuickPick(
    files.map(({ uri, payer }) => ({ label: payer, description: workspace.asRelativePath(Uri.parse(uri)), uri })),
    { title: 'Find what could change unnoticed', placeHolder: 'The policy whose examples are tried' },
  );
  return chosen?.uri;
}
