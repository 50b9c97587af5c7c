/** One run of one variant: what was set, and what came out. */
export interface Measurement {
  /** For instance `64 connections`. */
  setting: string;
  variant: string;
  round: number;
  figures: Record<string, number>;
}

/** How long and how often. */
export interface Extent {
  quick: boolean;
  rounds: number;
}

export interface Suite {
  name: string;
  run(extent: Extent, tell: (line: string) => void): Promise<Measurement[]>;
}

let lastId = 1_000_000;

/** Message ids that no run has used before: the first of so many. */
export function freshIds(count: number): number {
  const first = lastId + 1;
  lastId += count;
  return first;
}

/** A run that did not do its work measures nothing. */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`The measurement is worth nothing: ${what}`);
}
