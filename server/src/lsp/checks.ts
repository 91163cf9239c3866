/** The open encounter files, each judged when asked and not again until something changes that it rests on. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CheckedFile, checkedFile, checkFiles, type Memory, newMemory } from '../engine/check.js';
import { sharedBy } from '../neighbors/patient-index.js';
import { once } from '../text/once.js';
import { slicedOf } from './document.js';
import type { Session } from './session.js';
import { type DiagnosticsWriter, diagnosticsWriter } from './written-diagnostics.js';

interface Checked {
  readonly version: number;
  /** Changes with what judges besides the text: policies, settings, the day. */
  readonly generation: string;
  readonly file: CheckedFile;
  /** Never that of another check: a file opened again counts its versions from 1 again. */
  readonly resultId: string;
  /** What its encounters may have in common with others. */
  readonly keys: () => ReadonlySet<string>;
}

export interface Checks {
  check(document: TextDocument): Checked;
  /** The diagnostics of a document as JSON. */
  written(document: TextDocument): () => string;
  /**
   * Encounters tell something else now: whether open files share one of these keys with them, which are judged again when
   * next asked.
   *
   * @param except the file that they are in
   */
  touched(keys: ReadonlySet<string>, except?: string): boolean;
  forget(uri: string): void;
}

/** Judges by the session's world, and stores what was found in its index. */
export function createChecks(session: Session): Checks {
  const { world, workspace, addresses, isAside, places } = session;
  const memories = new Map<string, Memory>();
  const writers = new Map<string, DiagnosticsWriter>();
  const checked = new Map<string, Checked>();
  /** How often a file's surroundings have changed. */
  const surroundings = new Map<string, number>();
  const started = Date.now().toString(36);
  let checks = 0;

  const check: Checks['check'] = (document) => {
    const { uri } = document;
    const now = world(uri);
    const address = addresses.of(uri);
    const around = surroundings.get(uri) ?? 0;
    const generation = JSON.stringify([
      now.today,
      now.policies.version,
      now.codes.version,
      now.severities,
      now.projectSeverities,
      around,
    ]);
    const known = checked.get(uri);
    if (known && known.version === document.version && known.generation === generation) return known;
    const memory = memories.get(uri) ?? newMemory();
    memories.set(uri, memory);
    const sliced = slicedOf(document);
    const elsewhere = isAside(uri) ? undefined : workspace.index.elsewhere(address);
    const [file = checkedFile(address, sliced)] = checkFiles(now, [{ file: address, sliced }], memory, elsewhere);
    checks += 1;
    const fresh: Checked = {
      version: document.version,
      generation,
      resultId: `${started}-${checks}`,
      file,
      keys: once(() => new Set(file.abstracts.flatMap(sharedBy))),
    };
    checked.set(uri, fresh);
    if (!isAside(uri)) workspace.index.judged(fresh.file);
    return fresh;
  };
  return {
    check,
    written(document) {
      const { uri } = document;
      const writer = writers.get(uri) ?? diagnosticsWriter(uri, places, session.client);
      writers.set(uri, writer);
      const { file } = check(document);
      return () => writer(file);
    },
    touched(keys, except) {
      const concerned = [...checked].filter(
        ([, { file, keys: own }]) => file.file !== except && [...keys].some((key) => own().has(key)),
      );
      for (const [uri] of concerned) surroundings.set(uri, (surroundings.get(uri) ?? 0) + 1);
      return concerned.length > 0;
    },
    forget(uri) {
      surroundings.delete(uri);
      memories.delete(uri);
      writers.delete(uri);
      checked.delete(uri);
    },
  };
}
