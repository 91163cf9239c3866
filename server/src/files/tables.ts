/** The files of a folder of tables, plain or in zip archives, read one after the other without stopping anybody's work. */
import type { Bytes } from '../session/port.js';
import type { TableFile } from '../session/tables.js';
import { knownFiles, tableReader } from '../tables/recognize.js';
import type { Fault, TableReader } from '../tables/table.js';
import { archive, isArchive } from './archive.js';
import { systemWords } from './system-words.js';

/** Packed bytes become some ten times as many: so few are unpacked at one time. */
const packedPart = 4 * 1024;

/** Reads one file. Never rejects: what goes wrong is a fault. */
export async function readTableFile(file: string, bytes: Bytes): Promise<TableFile> {
  if ('refusal' in bytes) return { file, tables: [], faults: [{ message: `the file ${bytes.refusal}` }] };
  if (/\.xlsx$/i.test(file)) return { file, tables: [], faults: [workbook] };
  try {
    return await readParts(file, bytes.parts);
  } catch (error) {
    return { file, tables: [], faults: [{ message: `the file ${systemWords(error)}` }] };
  }
}

const workbook: Fault = {
  message: 'this is an Excel workbook; use the text or CSV file from the same CMS archive',
};

async function readParts(file: string, parts: AsyncIterable<Uint8Array>): Promise<TableFile> {
  let source: ReturnType<typeof plain> | undefined;
  for await (const part of parts) {
    source ??= isArchive(part) ? packed(file) : plain(file);
    for (const bytes of source.isPacked ? slices(part) : [part]) {
      source.push(bytes);
      await breath();
    }
  }
  return (source ?? plain(file)).end();
}

function* slices(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += packedPart) yield bytes.subarray(at, at + packedPart);
}

/** Lets whatever else waits be done first. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function plain(file: string) {
  const reader = tableReader({ path: file });
  return {
    isPacked: false,
    push: (bytes: Uint8Array): void => reader.push(bytes),
    end(): TableFile {
      const read = reader.end();
      return 'table' in read ? { file, tables: [read.table], faults: [] } : { file, tables: [], faults: [read.fault] };
    },
  };
}

/** Of an archive every text is tried: CMS puts layouts, other tables and workbooks beside the one that is wanted. */
function packed(file: string) {
  const members: { readonly name: string; readonly reader: TableReader }[] = [];
  const names: string[] = [];
  const open = archive((name) => {
    names.push(name);
    if (!/\.(?:csv|txt|tsv)$/i.test(name) || /(?:^|\/)(?:__MACOSX|\.)/.test(name)) return undefined;
    const reader = tableReader({ path: `${file}/${name}`, archive: file });
    members.push({ name, reader });
    return reader;
  });
  return {
    isPacked: true,
    push: open.push,
    end(): TableFile {
      const damage = open.end();
      if (damage !== undefined)
        return { file, tables: [], faults: [{ message: `cannot read the archive: ${damage}` }] };
      const reads = members.map(({ name, reader }) => ({ name, read: reader.end() }));
      const tables = reads.flatMap(({ read }) => ('table' in read ? [read.table] : []));
      const faults = reads.flatMap(({ name, read }) =>
        'fault' in read && read.kind !== undefined
          ? [{ ...read.fault, message: `${name}: ${read.fault.message}` }]
          : [],
      );
      if (tables.length > 0 || faults.length > 0) return { file, tables, faults };
      const isWorkbook = names.some((name) => /\.xlsx$/i.test(name));
      const message = `the archive has no file of a known kind: ${knownFiles}`;
      return { file, tables, faults: [isWorkbook ? workbook : { message }] };
    },
  };
}
