import type { Measurement } from '../suites/measurement.js';
import { median } from './statistics.js';

export interface Spread {
  median: number;
  least: number;
  most: number;
}

/** All rounds of one figure of one variant in one setting. */
export class Results {
  constructor(private readonly measurements: Measurement[]) {}

  get settings(): string[] {
    return [...new Set(this.measurements.map(({ setting }) => setting))];
  }

  variantsIn(setting: string): string[] {
    return [...new Set(this.measurements.filter((measured) => measured.setting === setting).map(({ variant }) => variant))];
  }

  of(setting: string, variant: string, figure: string): Spread | undefined {
    const values = this.measurements
      .filter((measured) => measured.setting === setting && measured.variant === variant)
      .map(({ figures }) => figures[figure]);
    if (values.length === 0) return undefined;
    return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
  }

  /** Median of the rounds' own ratios: what disturbs a whole round disturbs both. */
  ratio(figure: string, [setting, variant]: [string, string], [otherSetting, other]: [string, string]): Spread | undefined {
    const pairs = this.measurements
      .filter((measured) => measured.setting === setting && measured.variant === variant)
      .map((mine) => [mine, this.measurements.find((theirs) => theirs.setting === otherSetting && theirs.variant === other && theirs.round === mine.round)] as const);
    const ratios = pairs.flatMap(([mine, theirs]) => (theirs ? [mine.figures[figure] / theirs.figures[figure]] : []));
    if (ratios.length === 0) return undefined;
    return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
  }
}

export function markdownTable(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i < 2 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/** `1,234 (1,200 to 1,300)`; one round has no range. */
export function inWords(spread: Spread | undefined): string {
  if (!spread) return '';
  const { median, least, most } = spread;
  return least === most ? number(median) : `${number(median)} (${number(least)} to ${number(most)})`;
}

export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
