/**
 * What client and server say to each other beyond the Language Server Protocol: types only, so that the client can share
 * them. Every request is optional for a client: without it the server reads the disk itself.
 */
import type { Range } from '../text/line-index.js';

/** Policies that come with the tool are shown under this scheme: they are not in any of the user's files. */
export type ShippedScheme = 'encounter-scrubber';

/** Commands of the client that the server's actions and links name; a client that has them says `runsCommands`. */
export type ClientCommand =
  | 'encounterScrubber.explainRule'
  | 'encounterScrubber.showPlace'
  | 'encounterScrubber.copyQuestion'
  | 'encounterScrubber.showFormat'
  | 'encounterScrubber.showUses'
  | 'encounterScrubber.runExamples';

/** In `initializationOptions`. */
export interface ClientOptions {
  /** Whether the user trusts the workspace; without trust nothing outside of its folders is read. Trusted where absent. */
  readonly isTrusted?: boolean;
  /** The client answers `findFiles` and `readFile`. */
  readonly readsFiles?: boolean;
  /** The client shows tests: it is told when examples changed. */
  readonly showsExamples?: boolean;
  /** The client shows how old the code tables are: it is told when they change. */
  readonly showsTables?: boolean;
  /** The client lists the workspace's encounters: it is told when they change. */
  readonly showsEncounters?: boolean;
  /** The client has every `ClientCommand`. */
  readonly runsCommands?: boolean;
}

/** Server to client. */
export interface FindFiles {
  readonly folder: string;
  readonly endings: readonly string[];
  /** Patterns of files to pass over, relative to the folder. */
  readonly exclude: readonly string[];
}
export interface ReadFile {
  readonly uri: string;
}
export type FileAnswer = { readonly bytes: string } | { readonly refusal: string };

/** Client to server: a shipped policy's text; whether a file may be opened. */
interface ShippedText {
  readonly uri: string;
}

/** The examples of the workspace's policy files, by file. */
export interface PolicyExamples {
  readonly uri: string;
  /** The policy's id. */
  readonly payer: string;
  /** Changes with everything that the examples' results rest on: this file, those it extends, the code tables. */
  readonly version: string;
  readonly examples: readonly { readonly index: number; readonly name: string; readonly range: Range }[];
}

/** Client to server: runs a file's examples; all where no indexes are given. */
interface RunExamples {
  readonly uri: string;
  readonly indexes?: readonly number[];
}

export interface ExampleResult {
  readonly index: number;
  readonly passed: boolean;
  readonly expected: readonly string[];
  readonly found: readonly string[];
  /** What was found instead, in a sentence; empty if it passed. */
  readonly message: string;
  /** Where the expectation is. */
  readonly range: Range;
  /** Milliseconds. */
  readonly duration: number;
}

/** Client to server: a place in an open document. */
interface PlaceInDocument {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}

/** What judged the encounter at a place, and what of it was not checked. */
export interface CheckedTold {
  /** How many of the findings in it are errors, and how many are warnings; those that a comment allows are neither. */
  readonly errors: number;
  readonly warnings: number;
  /** `2 things not checked (medicare)`. */
  readonly short: string;
  /** The things that were not checked, in a word or two each. */
  readonly notChecked: readonly string[];
  /** A line each: the policy with its dates, the tables, each thing that was not checked with its reason. */
  readonly lines: readonly string[];
}

/** Client to server: a rule's page. */
interface ExplainRule {
  readonly rule: string;
}

/** Client to server: what changed policies change in the findings of the workspace. */
interface ImpactRequest {
  /** A git revision; the saved files where absent. */
  readonly revision?: string;
}

/** Client to server: what is known of payers. */
interface KnownRequest {
  /** By the policies that judge this file; by the workspace's where absent. */
  readonly uri?: string;
}

/** Client to server: the text of a new policy file. */
interface SkeletonRequest {
  readonly payer: string;
  readonly name?: string;
  readonly extends?: string;
}

/** Client to server: where a new policy file goes. */
interface PolicyFolderRequest {
  /** The document that it is created from; null where none is shown. */
  readonly uri: string | null;
}

/** Client to server: what could change in a policy without any of its examples failing. */
interface UnnoticedRequest {
  readonly uri: string;
}

/** Client to server: a text that is about to be pasted. */
interface CleanPasteRequest {
  readonly uri: string;
  /** What it takes the place of. */
  readonly range: Range;
  readonly text: string;
}

/** Client to server: a text that may be a procedure note. */
interface NoteRequest {
  readonly text: string;
}

/** The encounter that a procedure note tells. */
export interface NoteTold {
  /** The text of the encounter, with a line end after the last line. */
  readonly text: string;
  /** How many procedures it has; at least one. */
  readonly procedures: number;
  /** How many things the note does not say with certainty: they are left out and listed in comments. */
  readonly uncertain: number;
}

/** A policy that came with the tool. */
export interface OverridablePolicy {
  readonly id: string;
  readonly name: string;
  /** The workspace's file that takes its place already; null if there is none. */
  readonly uri: string | null;
}

/** What a new encounter can be of. */
interface NewEncounterChoices {
  /** Procedures, by what coders call them; `blank` is the last. */
  readonly kinds: readonly KindChoice[];
  /** Payers, by id and name. */
  readonly payers: readonly Choice[];
}

/** One of the things to choose from. */
interface Choice {
  readonly id: string;
  readonly label: string;
  readonly description: string;
}

/** A procedure to choose. */
interface KindChoice extends Choice {
  /** All by which it is found, in any order: single words in small letters. */
  readonly words: readonly string[];
}

/** Client to server: the template of a new encounter. */
interface EncounterTemplateRequest {
  /** One of the kinds that were offered. */
  readonly kind: string;
  /** One of the payers that were offered; null leaves it to be filled in. */
  readonly payer: string | null;
  /** The document that it is written in, if there is one: it says which policies and encounters are known. */
  readonly uri: string | null;
}

/** The encounters of the workspace and of open editors, without anything of a patient. */
export interface EncountersTold {
  /** The latest first; before them what has no date yet. */
  readonly files: readonly FileOfEncounters[];
  /** How many encounters there are besides these: not all of a great many are listed. */
  readonly left: number;
}

export interface FileOfEncounters {
  readonly uri: string;
  /** An editor holds it, and it was judged: the client has its findings. */
  readonly isJudged: boolean;
  readonly encounters: readonly EncounterTold[];
}

export interface EncounterTold {
  /** Null where it has none yet; so are the others. */
  readonly id: string | null;
  readonly payer: string | null;
  readonly date: string | null;
  /** Where its heading is. */
  readonly line: number;
  /** Where the heading of the next one in the file is; null for the last. */
  readonly nextLine: number | null;
}

/** The code tables that answer today. */
export interface TablesTold {
  /** The folder of the user's own; null if none is named. */
  readonly folder: string | null;
  /** They are being read. */
  readonly isLoading: boolean;
  /** A line each: the newest of its kind in force, and how old it is. */
  readonly tables: readonly string[];
  /** The age of the oldest of them, in months. */
  readonly oldest: number;
  /** What is wrong in the files, one per line. */
  readonly problems: readonly string[];
}

/** What the server asks the client. */
export interface ClientRequests {
  'encounterScrubber/findFiles': { readonly parameters: FindFiles; readonly answer: readonly string[] };
  'encounterScrubber/readFile': { readonly parameters: ReadFile; readonly answer: FileAnswer };
}

/** What the client asks the server. */
export interface ServerRequests {
  'encounterScrubber/shippedText': { readonly parameters: ShippedText; readonly answer: string | null };
  'encounterScrubber/examples': { readonly parameters: null; readonly answer: readonly PolicyExamples[] };
  'encounterScrubber/runExamples': { readonly parameters: RunExamples; readonly answer: readonly ExampleResult[] };
  /** Which policy judges the encounter at the place, and why: Markdown; null if there is no encounter there. */
  'encounterScrubber/explainConfiguration': {
    readonly parameters: PlaceInDocument;
    readonly answer: string | null;
  };
  /** Null if there is no encounter there. */
  'encounterScrubber/checked': { readonly parameters: PlaceInDocument; readonly answer: CheckedTold | null };
  /** Markdown; null if there is no such rule. */
  'encounterScrubber/explainRule': { readonly parameters: ExplainRule; readonly answer: string | null };
  /** Whether a link may open the file: it is one of the workspace's, or came with the tool. */
  'encounterScrubber/mayOpen': { readonly parameters: ShippedText; readonly answer: boolean };
  'encounterScrubber/rules': {
    readonly parameters: null;
    readonly answer: readonly { readonly id: string; readonly summary: string }[];
  };
  /** Markdown. */
  'encounterScrubber/impact': { readonly parameters: ImpactRequest; readonly answer: string };
  /** Markdown. */
  'encounterScrubber/known': { readonly parameters: KnownRequest; readonly answer: string };
  /** Markdown; null if there is no such policy, or it cannot be read. Takes a while: it can be canceled. */
  'encounterScrubber/unnoticed': { readonly parameters: UnnoticedRequest; readonly answer: string | null };
  /** What a new encounter can be of: the kinds of procedure, and the payers that the workspace's policies know. */
  'encounterScrubber/newEncounterChoices': { readonly parameters: null; readonly answer: NewEncounterChoices };
  /** A new encounter as a snippet, with a tab stop in each field that the payer wants. */
  'encounterScrubber/encounterTemplate': {
    readonly parameters: EncounterTemplateRequest;
    readonly answer: { readonly snippet: string };
  };
  /** The encounter format, explained: Markdown. */
  'encounterScrubber/formatPage': { readonly parameters: null; readonly answer: string };
  /** The encounters that the server knows of. */
  'encounterScrubber/encounters': { readonly parameters: null; readonly answer: EncountersTold };
  /** Reads the folder of tables again. */
  'encounterScrubber/reloadTables': { readonly parameters: null; readonly answer: TablesTold | null };
  'encounterScrubber/skeleton': { readonly parameters: SkeletonRequest; readonly answer: string };
  /** The text without what Word makes of it; null where it is as it should be. */
  'encounterScrubber/cleanPaste': { readonly parameters: CleanPasteRequest; readonly answer: string | null };
  /** Null if the text is not a procedure note. */
  'encounterScrubber/note': { readonly parameters: NoteRequest; readonly answer: NoteTold | null };
  /** The first writable folder that the project file names under `policies`; null if there is none. */
  'encounterScrubber/policyFolder': { readonly parameters: PolicyFolderRequest; readonly answer: string | null };
  /** The policies that came with the tool. */
  'encounterScrubber/overridable': { readonly parameters: null; readonly answer: readonly OverridablePolicy[] };
  /** The text of a new file that overrides one of them; null if there is no such policy. */
  'encounterScrubber/override': { readonly parameters: { readonly payer: string }; readonly answer: string | null };
  /** The ids that a new policy may extend, and their names. */
  'encounterScrubber/payers': {
    readonly parameters: null;
    readonly answer: readonly { readonly id: string; readonly name: string }[];
  };
}

/** What the client tells the server: its window has the focus again. */
export interface ClientNotifications {
  'encounterScrubber/focused': null;
}

/** What the server tells the client: the examples of some policy are others now; encounters may be; other code tables answer. */
export interface ServerNotifications {
  'encounterScrubber/examplesChanged': null;
  'encounterScrubber/encountersChanged': null;
  'encounterScrubber/tables': TablesTold;
}
