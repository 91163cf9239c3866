/** What a schema says of a key, as Markdown: for the hover on the key and next to it in completion. */
import type { About } from '../../yaml/schema.js';

/** What a key does and an example of it, as Markdown. */
export function aboutWords({ description, example }: About): string | undefined {
  const parts = [description, example && `\`\`\`yaml\n${example}\n\`\`\``].filter(Boolean);
  return parts.length > 0 ? parts.join('\n\n') : undefined;
}
