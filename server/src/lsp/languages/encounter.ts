/** Encounters: what is wrong in an open file of them, and help for its author. */
import type { CompletionItem, Hover } from 'vscode-languageserver';
import type { CheckedFile } from '../../engine/check.js';
import { knownAround, nothingKnown } from '../../features/encounter/completion/known.js';
import { encounterCompletions } from '../../features/encounter/completion.js';
import { hover } from '../../features/encounter/hover.js';
import { encounterAt } from '../../features/encounter/place.js';
import { proofOf } from '../../features/explain/proof.js';
import { type Links, proofWords } from '../../features/explain/proof-words.js';
import type { Offer } from '../../features/offer.js';
import { definitionInEncounter } from '../../features/policy/definition.js';
import { referencesTo } from '../../features/policy/references.js';
import { partOf } from '../../syntax/sliced-text.js';
import type { Span } from '../../text/span.js';
import type { Client } from '../capabilities.js';
import type { Checks } from '../checks.js';
import { diagnosticsOf, markup, rangeOf, textEdits } from '../convert.js';
import { itemOf } from '../items.js';
import type { At, Language } from '../languages.js';
import { locationsOf, namingIn } from '../naming.js';
import type { ClientCommand } from '../protocol.js';
import type { Session } from '../session.js';
import { encounterActions, resolvedAction } from './encounter-actions.js';
import { formatted, formattedAbove, formattedRange } from './encounter-formatting.js';

const explainCommand: ClientCommand = 'encounterScrubber.explainRule';
const showPlaceCommand: ClientCommand = 'encounterScrubber.showPlace';

const mostProofs = 5;

/** The language of encounter files. */
export function encounterLanguage(session: Session, { check, written }: Checks): Language {
  const { world, places } = session;
  return {
    id: 'encounter',
    kind: 'encounter',
    diagnostics: (document) => diagnosticsOf(document.uri, check(document).file, places),
    writtenDiagnostics: written,
    resultId: (document) => check(document).resultId,
    hover: (document, { position }) => hoverAt(session, document.uri, check(document).file, position),
    completion(document, { position, context }) {
      const { file } = check(document);
      const now = world(document.uri);
      const offset = file.sliced.lines.offset(position);
      const at = encounterAt(file, offset);
      const elsewhere = session.isAside(document.uri) ? [] : session.workspace.index.toldElsewhere(file.file);
      const known = at ? knownAround(file, at, elsewhere) : nothingKnown;
      const onNewLine = context?.triggerCharacter === '\n';
      const { span, offers, isIncomplete } = encounterCompletions(now, file, offset, known, onNewLine);
      const items = offers.map((offer, order) => {
        const item = encounterItem(session.client, file, offer, span);
        // Editors sort by their own text else.
        return { ...item, sortText: String(order).padStart(5, '0') };
      });
      return { isIncomplete, items: [...session.offerWords.remember(offers, items)] };
    },
    definition(document, { position }) {
      const { file } = check(document);
      const found = definitionInEncounter(world(document.uri), file, file.sliced.lines.offset(position));
      return found.flatMap(
        ({ file: policy, shipped = false, span }) => places.policy({ file: policy, shipped }, span) ?? [],
      );
    },
    async references(document, { position, context }) {
      const payer = payerAt(check(document).file, position);
      if (payer === undefined) return null;
      const naming = await namingIn(session);
      return locationsOf(session, referencesTo(world(document.uri), payer, naming, context.includeDeclaration));
    },
    actions: (document, { range, context }) =>
      encounterActions(session, document.uri, check(document).file, range, context.only),
    resolveAction: (document, action) => resolvedAction(session, document.uri, check(document).file, action),
    formatting: (document) => formatted(check(document).file),
    rangeFormatting: (document, { range }) => formattedRange(check(document).file, range),
    onTypeFormatting: (document, { position }) => formattedAbove(check(document).file, position.line),
  };
}

/** An offer with its line's indentation and with the changes elsewhere that come with it. */
function encounterItem(client: Client, { sliced }: CheckedFile, offer: Offer, span: Span): CompletionItem {
  const index = sliced.lines;
  const range = rangeOf(index, span);
  const before = partOf(sliced, { start: index.lineStart(range.start.line), end: span.start });
  const indent = /^[ \t]*/.exec(before)?.[0] ?? '';
  const item =
    offer.indent === undefined || indent !== before || isIndented(before, offer.indent)
      ? itemOf(client, offer, range, indent)
      : itemOf(client, indented(offer, offer.indent), { ...range, start: { ...range.start, character: 0 } }, '');
  return offer.also ? { ...item, additionalTextEdits: textEdits(index, offer.also) } : item;
}

/** By how much a line of a section is indented that is so already, is left to the formatter. */
function isIndented(before: string, indent: number): boolean {
  return before.length === indent || (indent > 0 && before.length > 0);
}

function indented(offer: Offer, indent: number): Offer {
  const space = ' '.repeat(indent);
  const written = (text: string): string => space + text.replaceAll('\n', `\n${space}`);
  return { ...offer, text: written(offer.text), snippet: offer.snippet && written(offer.snippet) };
}

function hoverAt(session: Session, uri: string, file: CheckedFile, position: At['position']): Hover | null {
  const index = file.sliced.lines;
  const told = encounterHover(session, uri, file, index.offset(position));
  return (
    told && {
      contents: markup(told.markdown, session.client.hoversMarkdown),
      ...(told.span ? { range: rangeOf(index, told.span) } : {}),
    }
  );
}

/**
 * What is said about a place of encounters: what is there, and what each finding there rests on.
 *
 * @param uri the document that they are in, which may be a policy with examples
 */
export function encounterHover(
  session: Session,
  uri: string,
  file: CheckedFile,
  offset: number,
): { readonly markdown: string; readonly span: Span | undefined } | null {
  const found = hover(session.world(uri), file, offset);
  const proofs = proofsAt(session, uri, file, offset);
  if (!found && proofs.length === 0) return null;
  return { markdown: [...(found ? [found.markdown] : []), ...proofs].join('\n\n---\n\n'), span: found?.span };
}

/** What each finding at the place rests on. */
function proofsAt(session: Session, uri: string, file: CheckedFile, offset: number): readonly string[] {
  const encounter = encounterAt(file, offset);
  const at = offset - (encounter?.start ?? 0);
  const here = encounter?.judgment.findings.filter(
    (finding) => !finding.allowed && finding.at.start <= at && at <= finding.at.end,
  );
  const links = linksIn(session);
  const world = session.world(uri);
  // A hover is read in a moment; the list of findings has the rest.
  return (here ?? [])
    .slice(0, mostProofs)
    .map((finding) => proofWords(finding, proofOf(world, finding), links))
    .filter((words) => words !== '');
}

function linksIn({ client: { runsCommands }, places }: Session): Links {
  return {
    rule: (id) => (runsCommands ? commandLink(explainCommand, [id]) : undefined),
    place({ file, shipped, at }) {
      const place = places.policy({ file, shipped }, at);
      if (!place) return undefined;
      const { line, character } = place.range.start;
      if (runsCommands) return commandLink(showPlaceCommand, [place.uri, line, character]);
      return shipped ? undefined : `${place.uri}#L${line + 1}`;
    },
  };
}

/** The payer's name, if it is at the place. */
function payerAt(file: CheckedFile, position: At['position']): string | undefined {
  const offset = file.sliced.lines.offset(position);
  const encounter = encounterAt(file, offset);
  if (!encounter) return undefined;
  const { payer, secondary } = encounter.judgment.encounter;
  const at = offset - encounter.start;
  return [payer, secondary].find((each) => each && each.span.start <= at && at <= each.span.end)?.value;
}

function commandLink(command: ClientCommand, parameters: readonly unknown[]): string {
  // Brackets would end the link.
  const written = encodeURIComponent(JSON.stringify(parameters)).replace(/[()]/g, (each) =>
    each === '(' ? '%28' : '%29',
  );
  return `command:${command}?${written}`;
}
