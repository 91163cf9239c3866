/**
 * What the editor's tests look for that is prose of the extension, and may be reworded. All else that they look for is a
 * code, an id or a key.
 */
export const texts = {
  /** Titles of the lightbulb. */
  explainRule: (rule: string) => `Explain ${rule}`,
  allowRule: (rule: string) => `Allow ${rule} here`,
  copyQuestion: /^Copy a question/,
  /** A question to the provider, as it is copied. */
  question: /The record says: facet-injection: .*\nOpen: /,
  /** The finding that Oak's policy, which pays one level, comes to. */
  oneLevelIsPaid: /Oak Health pays at most 1/,
  /** The hover of 64494 where nothing is wrong with it. */
  secondLevel: /second joint level/,
  /** The finding of an example of Oak's that expects what is not found, and the title of its fix. */
  exampleFails: /^Expected not-covered, found nothing$/,
  expectFound: /^Expect what was found/,
  /** The page of what could change in a policy without its examples noticing. */
  unnoticed: 'Unnoticed Changes',
  /** The command that tells what changed policies change, the first of its choices, and its page. */
  showImpact: 'Encounter Scrubber: Show Impact of Policy Changes',
  savedFiles: 'The saved files',
  impact: 'Impact of policy changes',
  /** What completion says of the key `limits` and its first value. */
  listOfEntries: 'a list of entries',
  /** The code lens of a policy. */
  usesThisPolicy: 'encounter uses this policy',
  /** The language status of encounters. */
  status: 'Encounter Scrubber',
  /** The command that tells what judges an encounter, and its page. */
  explainConfiguration: 'Encounter Scrubber: Explain Configuration',
  configuration: 'Configuration',
  /** The command that opens the walkthrough, its title, and the title of its first step. */
  getStarted: 'Encounter Scrubber: Get Started',
  firstStep: 'Open the examples',
  /** The command that shows what is known of payers, and its page. */
  showKnown: 'Encounter Scrubber: Show What Is Known About Payers',
  known: 'What is known about payers',
  /** One of the kinds of a new encounter, and what a coder types for it; a payer, and what she types for that. */
  medialBranch: { typed: 'mbb', label: 'Medial branch block' },
  noridian: { typed: 'noridian', label: 'Noridian' },
  /** The commands for new files, as the palette and *New File…* call them. */
  newEncounter: 'Encounter Scrubber: New Encounter',
  newPolicy: 'Encounter Scrubber: New Payer Policy',
  newFile: 'Create: New File...',
  newFiles: ['Encounter', 'Payer Policy'],
  inNewFile: 'In a new file',
  /** What a new policy's id is said to be where a policy has it. */
  idInUse: (id: string) => `There is a policy ${id} already`,
  /** A payer as a coder knows it, and the id that is made of its name. */
  acme: { name: 'Acme Advantage (PPO)', id: 'acme-advantage-ppo' },
  blank: 'Blank',
  /** What a stopped server looks like, and how it is started again. */
  stopped: 'Encounter Scrubber has stopped',
  restart: 'Restart',
  showLog: 'Show Log',
  /** Commands of VS Code's own. A walkthrough shows its pictures where there is room for them. */
  sideBar: 'View: Toggle Primary Side Bar Visibility',
  otherTheme: 'Preferences: Toggle between Light/Dark Themes',
  formatDocument: 'Format Document',
  showNotifications: 'Notifications: Show Notifications',
  /** The ways to paste. */
  cleaned: 'Insert Cleaned Text',
  plain: 'Insert Plain Text',
  ofNote: 'Make an Encounter of This Note',
  /** The fix on a note that is in a file. */
  makeEncounter: 'Make an encounter of this note',
  /** The view in the Explorer, and what it offers where there are no encounters. */
  encounters: 'Encounters',
  welcome: ['New Encounter', 'Open the Examples', 'Get Started', 'Show the Encounter Format'],
} as const;
