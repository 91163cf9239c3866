/** What a table says about each of its codes, whatever form it is kept in: a map, or a packed table. */
export interface Lookup<Said> {
  get(code: string): Said | undefined;
  has(code: string): boolean;
  keys(): Iterable<string>;
}
