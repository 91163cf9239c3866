/** The page that explains the encounter format: made from the vocabulary, so that it holds every field, kind and value there is. */
import { fieldNames, fieldWords } from '../words/field.js';

/** The page, in Markdown. */
export function formatPageText(): string {
  return `# The encounter format\n\n${fieldNames.map((name) => `- \`${name}\`: ${fieldWords(name)}`).join('\n')}\n`;
}
