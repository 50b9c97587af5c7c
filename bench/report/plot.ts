import { number, type Spread } from './table.js';

export interface Bar {
  group: string;
  variant: string;
  value: Spread;
}

const COLOURS: Record<string, string> = { Halley: '#2563eb', 'Express handler': '#a16207', 'plain Nest, two queues': '#dc2626', 'Fastify, one LPUSH': '#6b7280', 'the floor: lines and turns only': '#9ca3af' };
const WIDTH = 760;
const LEFT = 300;
const BAR = 18;
const GAP = 14;

/** Bars of medians, grouped, each with a whisker from the least to the most of its rounds. */
export function barPlot(title: string, unit: string, bars: Bar[]): string {
  const groups = [...new Set(bars.map(({ group }) => group))];
  const longest = Math.max(...bars.map(({ value }) => value.most));
  const x = (value: number) => LEFT + (value / longest) * (WIDTH - LEFT - 90);
  const parts: string[] = [];
  let y = 52;
  for (const group of groups) {
    const own = bars.filter((bar) => bar.group === group);
    parts.push(text(LEFT - 10, y + (own.length * BAR) / 2 + 4, group, 'end'));
    for (const bar of own) {
      parts.push(barAt(bar, y, x));
      y += BAR;
    }
    y += GAP;
  }
  const legend = [...new Set(bars.map(({ variant }) => variant))].map((variant, i) => {
    const at = 16 + i * 185;
    return `<rect x="${at}" y="${y}" width="12" height="12" fill="${COLOURS[variant] ?? '#000'}"/>${text(at + 18, y + 11, variant)}`;
  });
  const height = y + 28;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${height}" rx="6" fill="#fff"/>`,
    `<text x="16" y="28" font-size="16" font-weight="600" fill="#111">${escape(title)}</text>`,
    text(WIDTH - 16, 28, unit, 'end'),
    ...parts,
    ...legend,
    '</svg>',
  ].join('\n');
}

function barAt({ variant, value: { median, least, most } }: Bar, y: number, x: (value: number) => number): string {
  const middle = y + BAR / 2 - 1;
  return [
    `<rect x="${LEFT}" y="${y}" width="${(x(median) - LEFT).toFixed(1)}" height="${BAR - 3}" fill="${COLOURS[variant] ?? '#000'}"/>`,
    `<path d="M${x(least).toFixed(1)} ${middle}H${x(most).toFixed(1)}" stroke="#111" stroke-width="1.5"/>`,
    text(x(most) + 6, middle + 5, number(median)),
  ].join('');
}

function text(x: number, y: number, what: string, anchor = 'start'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="#333">${escape(what)}</text>`;
}

function escape(what: string): string {
  return what.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
