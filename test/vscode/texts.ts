/**
 * What the editor's tests look for that is prose of the extension, and may be reworded. All else that they look for is a
 * code, an id or a key.
 */
export const texts = {
  /** Titles of the lightbulb. */
  explainRule: (rule: string) => `Explain ${rule}`,
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
} as const;
