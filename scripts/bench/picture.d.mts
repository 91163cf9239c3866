/** The picture of growth. */

export function pictureOf(
  parts: readonly {
    readonly curves?: readonly {
      readonly chart: 'keystroke' | 'memory' | 'batch' | 'huge';
      readonly name: string;
      readonly points: readonly (readonly [number, number])[];
    }[];
  }[],
  machine: { readonly date: string; readonly cpu: string },
): string;
