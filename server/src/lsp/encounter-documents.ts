/** The open encounter files: checked when asked, and answered as the protocol wants it. */
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Hover,
  type Location,
  MarkupKind,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AuthoringWorld } from '../authoring/world.js';
import { type CheckedFile, checkFiles, type Memory, newMemory } from '../engine/check.js';
import { explainable, fixAllEdits, isSameChange, quickFixes, rewrites } from '../features/encounter/code-actions.js';
import { hover } from '../features/encounter/hover.js';
import { encounterAt } from '../features/encounter/place.js';
import { proofOf } from '../features/explain/proof.js';
import { type Links, proofWords } from '../features/explain/proof-words.js';
import { definitionInEncounter } from '../features/policy/definition.js';
import { resolved } from '../files/workspace.js';
import { sharedBy } from '../neighbours/patient-index.js';
import { queryOf, queryText } from '../queries/index.js';
import { lineIndex } from '../text/line-index.js';
import { diagnosticOf, diagnosticsOf, firstLinesOf, type Places, rangeOf, textEdits } from './convert.js';
import type { EncounterIndex } from './encounter-index.js';
import type { ClientCommand } from './protocol.js';

/** The client's commands that show a rule's page, and a place in a policy. */
const explainCommand: ClientCommand = 'encounterScrubber.explainRule';

const copyCommand: ClientCommand = 'encounterScrubber.copyQuestion';
const showPlaceCommand: ClientCommand = 'encounterScrubber.showPlace';

const mostProofs = 5;

export const fixAllKind = `${CodeActionKind.SourceFixAll}.encounter`;

export interface Checked {
  readonly version: number;
  /** Changes with what is judged by beside the text: policies, settings, the day. */
  readonly generation: string;
  readonly file: CheckedFile;
  /** Never that of another check: a file opened again counts its versions from 1 again. */
  readonly resultId: string;
}

export interface EncounterDocuments {
  check(document: TextDocument): Checked;
  diagnostics(document: TextDocument): Diagnostic[];
  hover(document: TextDocument, position: { readonly line: number; readonly character: number }): Hover | null;
  /** The payer's name where it stands at the place. */
  payerAt(document: TextDocument, position: { readonly line: number; readonly character: number }): string | undefined;
  /** From the payer to its policy. */
  definition(document: TextDocument, position: { readonly line: number; readonly character: number }): Location[];
  actions(document: TextDocument, range: Diagnostic['range'], only: readonly string[] | undefined): CodeAction[];
  /**
   * Encounters tell something else now: whether open files share one of these keys with them, which are judged again when
   * next asked.
   *
   * @param except the file in which they stand
   */
  touched(keys: ReadonlySet<string>, except?: string): boolean;
  forget(uri: string): void;
}

/** What the client can do, and where new files go. */
export interface Client {
  /** Whether the client can create files. */
  canCreate(): boolean;
  /** Whether the client has the commands that protocol.ts names. */
  runsCommands(): boolean;
  /** The workspace folder of a document, or the folder it lies in. */
  folderFor(uri: string): string;
}

/**
 * @param world what is judged by, at this moment
 * @param places where what a finding leads to stands
 * @param index the workspace's other encounters
 */
export function encounterDocuments(
  world: () => AuthoringWorld,
  places: Places,
  index: EncounterIndex,
  { canCreate, runsCommands, folderFor }: Client,
): EncounterDocuments {
  const memories = new Map<string, Memory>();
  const checked = new Map<string, Checked>();
  /** How often what stands around a file has changed. */
  const surroundings = new Map<string, number>();
  const started = Date.now().toString(36);
  let checks = 0;

  const check = (document: TextDocument): Checked => {
    const now = world();
    const around = surroundings.get(document.uri) ?? 0;
    const generation = JSON.stringify([
      now.today,
      now.policies.version,
      now.codes.version,
      now.severities,
      now.projectSeverities,
      around,
    ]);
    const known = checked.get(document.uri);
    if (known && known.version === document.version && known.generation === generation) return known;
    const memory = memories.get(document.uri) ?? newMemory();
    memories.set(document.uri, memory);
    const text = document.getText();
    const [file] = checkFiles(now, [{ file: document.uri, text }], memory, index.elsewhere(document.uri));
    checks += 1;
    const fresh: Checked = {
      version: document.version,
      generation,
      resultId: `${started}-${checks}`,
      file: file ?? { file: document.uri, text: '', encounters: [] },
    };
    checked.set(document.uri, fresh);
    index.judged(fresh.file);
    return fresh;
  };

  const links: Links = {
    rule: (id) => (runsCommands() ? commandLink(explainCommand, [id]) : undefined),
    place({ file, shipped, at }) {
      const place = places.policy({ file, shipped }, at);
      if (!place) return undefined;
      const { line, character } = place.range.start;
      if (runsCommands()) return commandLink(showPlaceCommand, [place.uri, line, character]);
      return shipped ? undefined : `${place.uri}#L${line + 1}`;
    },
  };
  /** What each finding at the place rests on. */
  const proofsAt = (file: CheckedFile, offset: number): readonly string[] => {
    const encounter = encounterAt(file, offset);
    const at = offset - (encounter?.start ?? 0);
    const here = encounter?.judgement.findings.filter(
      (finding) => !finding.allowed && finding.at.start <= at && at <= finding.at.end,
    );
    // A hover is read in a moment; the list of findings has the rest.
    return (here ?? [])
      .slice(0, mostProofs)
      .map((finding) => proofWords(finding, proofOf(world(), finding), links))
      .filter((words) => words !== '');
  };

  return {
    check,
    diagnostics: (document) => diagnosticsOf(document.uri, check(document).file, places),
    hover(document, position) {
      const { file } = check(document);
      const index = lineIndex(file.text);
      const offset = index.offset(position);
      const found = hover(world(), file, offset);
      const proofs = proofsAt(file, offset);
      if (!found && proofs.length === 0) return null;
      const value = [...(found ? [found.markdown] : []), ...proofs].join('\n\n---\n\n');
      return {
        contents: { kind: MarkupKind.Markdown, value },
        ...(found ? { range: rangeOf(index, found.span) } : {}),
      };
    },
    payerAt(document, position) {
      const { file } = check(document);
      const offset = lineIndex(file.text).offset(position);
      const encounter = encounterAt(file, offset);
      const payer = encounter?.judgement.encounter.payer;
      if (!encounter || !payer) return undefined;
      const at = offset - encounter.start;
      return payer.span.start <= at && at <= payer.span.end ? payer.value : undefined;
    },
    definition(document, position) {
      const { file } = check(document);
      const found = definitionInEncounter(world(), file, lineIndex(file.text).offset(position));
      return found.flatMap(
        ({ file: policy, shipped = false, span }) => places.policy({ file: policy, shipped }, span) ?? [],
      );
    },
    actions(document, range, only) {
      const { uri } = document;
      const { file } = check(document);
      const now = world();
      const index = lineIndex(file.text);
      const span = { start: index.offset(range.start), end: index.offset(range.end) };
      const wants = (kind: string): boolean =>
        !only || only.some((each) => kind === each || kind.startsWith(`${each}.`));
      const edit = (edits: Parameters<typeof textEdits>[1]) => ({ changes: { [uri]: textEdits(index, edits) } });
      const actions: CodeAction[] = [];
      const fixes = wants(CodeActionKind.QuickFix) ? quickFixes(now, file, span) : [];
      const firstLines = firstLinesOf(file);
      for (const { title, edits, creates, encounter, findings, isPreferred } of fixes) {
        if (creates && !canCreate()) continue;
        actions.push({
          title,
          kind: CodeActionKind.QuickFix,
          diagnostics: findings.map((finding) =>
            diagnosticOf(uri, file, firstLines, encounter.ordinal, finding, places),
          ),
          ...(isPreferred ? { isPreferred } : {}),
          edit: creates ? creating(resolved(folderFor(uri), creates.name), creates.text) : edit(edits),
        });
      }
      if (runsCommands() && wants(CodeActionKind.QuickFix)) {
        for (const { encounter, finding } of explainable(file, span)) {
          actions.push({
            title: `Explain ${finding.rule}`,
            kind: CodeActionKind.QuickFix,
            diagnostics: [diagnosticOf(uri, file, firstLines, encounter.ordinal, finding, places)],
            command: { title: 'Explain the rule', command: explainCommand, arguments: [finding.rule] },
          });
          const query = queryOf(encounter.judgement, finding);
          if (!query) continue;
          actions.push({
            title: `Copy a question to the provider (${finding.rule})`,
            kind: CodeActionKind.QuickFix,
            diagnostics: [diagnosticOf(uri, file, firstLines, encounter.ordinal, finding, places)],
            command: { title: 'Copy the question', command: copyCommand, arguments: [queryText(query)] },
          });
        }
      }
      if (wants(CodeActionKind.RefactorRewrite)) {
        for (const rewrite of rewrites(now, file, span)) {
          // What is offered as a fix of a finding already would stand twice in one menu.
          if (fixes.some((fix) => isSameChange(fix, rewrite))) continue;
          actions.push({ title: rewrite.title, kind: CodeActionKind.RefactorRewrite, edit: edit(rewrite.edits) });
        }
      }
      // Asked for by name only, on saving or from the menu of sources.
      if (only && wants(fixAllKind)) {
        const edits = fixAllEdits(now, file);
        if (edits.length > 0) {
          actions.push({ title: 'Fix all that is always right', kind: fixAllKind, edit: edit(edits) });
        }
      }
      return actions;
    },
    touched(keys, except) {
      const concerned = [...checked].filter(
        ([uri, { file }]) =>
          uri !== except && file.encounters.some(({ abstract }) => sharedBy(abstract).some((key) => keys.has(key))),
      );
      for (const [uri] of concerned) surroundings.set(uri, (surroundings.get(uri) ?? 0) + 1);
      return concerned.length > 0;
    },
    forget(uri) {
      surroundings.delete(uri);
      memories.delete(uri);
      checked.delete(uri);
    },
  };
}

/** Creates a file with its text; where one of this name is there already, the editor says so and does nothing. */
function creating(uri: string, text: string): WorkspaceEdit {
  const start = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: 'create', uri },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
    ],
  };
}

function commandLink(command: ClientCommand, parameters: readonly unknown[]): string {
  // Brackets would end the link.
  const written = encodeURIComponent(JSON.stringify(parameters)).replace(/[()]/g, (each) =>
    each === '(' ? '%28' : '%29',
  );
  return `command:${command}?${written}`;
}
