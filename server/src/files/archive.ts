/** Zip archives, member by member as their bytes come: no member is held whole. */
import { type AsyncFlateStreamHandler, Unzip, type UnzipFile, UnzipInflate } from 'fflate';

/** What takes a member's bytes. */
interface Member {
  push(bytes: Uint8Array): void;
}

interface Archive {
  push(bytes: Uint8Array): void;
  /** What is wrong with the archive as a whole; undefined where nothing is. */
  end(): string | undefined;
}

/** No table is larger unpacked: what claims to be is not unpacked on. */
const largestMember = 1024 * 1024 * 1024;

/** Whether bytes begin as a zip archive does. */
export function isArchive([first, second, third, fourth]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
}

/**
 * Unpacks what is pushed.
 *
 * @param open gives what takes a member of this name; undefined passes over it
 */
export function archive(open: (name: string) => Member | undefined): Archive {
  let fault: string | undefined;
  let begun = 0;
  let ended = 0;
  const onMember = (file: UnzipFile): void => {
    const member = file.name.endsWith('/') ? undefined : open(file.name);
    if (!member) return;
    begun += 1;
    let size = 0;
    const take: AsyncFlateStreamHandler = (error, bytes, isLast) => {
      if (error) {
        fault ??= `${file.name} in it is damaged`;
        return;
      }
      size += bytes.length;
      if (size > largestMember) {
        fault ??= `${file.name} in it is too large for a table`;
        file.terminate();
        return;
      }
      member.push(bytes);
      if (isLast) ended += 1;
    };
    file.ondata = take;
    file.start();
  };
  const unzip = new Unzip(onMember);
  unzip.register(UnzipInflate);
  const push = (bytes: Uint8Array, isLast: boolean): void => {
    if (fault) return;
    try {
      unzip.push(bytes, isLast);
    } catch {
      fault ??= 'it is damaged or incomplete';
    }
  };
  return {
    push: (bytes) => push(bytes, false),
    end() {
      push(new Uint8Array(0), true);
      return fault ?? (ended < begun ? 'it is incomplete' : undefined);
    },
  };
}
