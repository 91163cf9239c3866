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
