/** The user's settings, read once when they change; what cannot be read is as though it were not set. */
import * as z from 'zod';
import { severityWords } from '../policy/vocabulary.js';

const severity = z.enum(severityWords);

const settings = z.object({
  tables: z.string().catch('').default(''),
  severity: z.record(z.string(), severity.or(z.unknown())).catch({}).default({}),
});

type Severities = Readonly<Record<string, z.output<typeof severity>>>;

/** The folder of tables out of the section `encounterScrubber`; undefined if none is set. */
export function readTablesFolder(section: unknown): string | undefined {
  const read = settings.safeParse(section ?? {});
  return (read.success && read.data.tables.trim()) || undefined;
}

/** The severities out of the section `encounterScrubber`. */
export function readSeverities(section: unknown): Severities {
  const read = settings.safeParse(section ?? {});
  if (!read.success) return {};
  return Object.fromEntries(
    Object.entries(read.data.severity).flatMap(([rule, level]) => {
      const known = severity.safeParse(level);
      return known.success ? [[rule, known.data]] : [];
    }),
  );
}
