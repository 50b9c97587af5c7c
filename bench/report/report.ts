import { readdir, readFile, writeFile } from 'node:fs/promises';
import { TITLES, type VariantName } from '../lab/variants.js';
import type { Extent, Measurement } from '../suites/measurement.js';
import type { Machine } from './machine.js';
import { barPlot, type Bar } from './plot.js';
import { inWords, markdownTable, number, Results } from './table.js';
import { targetTable } from './targets.js';

interface ResultFile extends Machine, Extent {
  suite: string;
  measuredAt: string;
  measurements: Measurement[];
}

interface Chapter {
  suite: string;
  title: string;
  figures: Record<string, string>;
  /** Which figure is drawn, in what, and of which settings. */
  plot?: { figure: string; unit: string; title: string; of: (setting: string) => boolean };
}

const CHAPTERS: Chapter[] = [
  {
    suite: 'take', title: 'Taking a callback',
    figures: { perSecond: 'callbacks/s', p50: 'p50 ms', p99: 'p99 ms', cpuUs: 'CPU µs, own', redisCpuUs: 'CPU µs, Redis' },
    plot: { figure: 'perSecond', unit: 'callbacks a second', title: 'Taking a callback', of: (setting) => !setting.includes('everysec') },
  },
  {
    suite: 'answer', title: 'From a callback to its reply at the API, whose own time does not count',
    figures: { p50: 'p50 ms', p99: 'p99 ms', cpuUs: 'CPU µs, Redis included' },
    plot: { figure: 'p50', unit: 'ms, p50', title: 'From callback to reply, on top of the API', of: () => true },
  },
  {
    suite: 'drain', title: 'Replies a second of one process that finds messages waiting',
    figures: { perSecond: 'replies/s', workerCpuUs: 'CPU µs, own', redisCpuUs: 'CPU µs, Redis', outOfOrder: 'out of order' },
    plot: { figure: 'perSecond', unit: 'replies a second', title: 'Answering what waits', of: () => true },
  },
  {
    suite: 'order', title: 'What the other 999 conversations feel while there is trouble',
    figures: { p50: 'p50 ms', p99: 'p99 ms', longest: 'longest ms', outOfOrder: 'out of order', doubled: 'doubled' },
  },
  {
    suite: 'wait', title: 'Where many wait',
    figures: { bytes: 'Redis bytes a message', takeCpuUs: 'taking: CPU µs, Redis included', takeRedisCpuUs: 'taking: CPU µs, Redis alone', answerCpuUs: 'answering: CPU µs, Redis included' },
  },
  { suite: 'start', title: 'Start and memory', figures: { readyMs: 'ready after ms', restMb: 'MB at rest', loadMb: 'MB under load' } },
];

/** Everything that was measured into `folder`, as a page and as plots. @returns the page's verdicts. */
export async function writeReport(folder: string): Promise<string> {
  const files = await readResults(folder);
  const results = Object.fromEntries(files.map(({ suite, measurements }) => [suite, new Results(measurements)]));
  const targets = targetTable(results);
  const parts = ['# What Halley costs', introduction(files), '## Targets', targets];
  for (const chapter of CHAPTERS.filter(({ suite }) => results[suite])) {
    parts.push(`## ${chapter.title}`);
    if (chapter.plot) {
      await writeFile(`${folder}/${chapter.suite}.svg`, plotOf(chapter.plot, results[chapter.suite]));
      parts.push(`![${chapter.title}](${chapter.suite}.svg)`);
    }
    parts.push(tableOf(chapter, results[chapter.suite]));
  }
  await writeFile(`${folder}/README.md`, `${parts.join('\n\n')}\n`);
  return `\n${targets}\n\nAll of it: ${folder}/README.md`;
}

async function readResults(folder: string): Promise<ResultFile[]> {
  const names = (await readdir(folder)).filter((name) => CHAPTERS.some(({ suite }) => name === `${suite}.json`));
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(`${folder}/${name}`, 'utf8')) as ResultFile));
}

function introduction(files: ResultFile[]): string {
  const [{ node, redis, processors, memoryGb }] = files;
  const times = files.map(({ suite, measuredAt, rounds, commit }) => `${suite} ${measuredAt.slice(0, 16).replace('T', ' ')} (${rounds} rounds, at ${commit})`);
  return [
    'Written by `npm run bench`. Each cell is the median of all rounds, with the least and the most of them; a ratio is the median of the ratios of the rounds.',
    'The variants take turns within a round, each in a process of its own, like Redis, the load and the API.',
    `Node ${node}, Redis ${redis} (append-only), ${processors}, ${memoryGb} GB. Measured: ${times.join('; ')}.`,
  ].join('\n');
}

function titleOf(variant: string): string {
  return TITLES[variant as VariantName];
}

function tableOf({ figures }: Chapter, results: Results): string {
  const rows = results.settings.flatMap((setting) =>
    results.variantsIn(setting).map((variant) => [setting, titleOf(variant), ...Object.keys(figures).map((figure) => inWords(results.of(setting, variant, figure))), ratioOf(results, setting, variant, Object.keys(figures)[0])]),
  );
  return markdownTable(['', '', ...Object.values(figures), `${Object.values(figures)[0]}: Halley's, times this one's`], rows);
}

function ratioOf(results: Results, setting: string, variant: string, figure: string): string {
  const ratio = variant === 'halley' ? undefined : results.ratio(figure, [setting, 'halley'], [setting, variant]);
  return ratio ? number(ratio.median) : '';
}

function plotOf({ figure, unit, title, of }: NonNullable<Chapter['plot']>, results: Results): string {
  const bars = results.settings.filter(of).flatMap((setting): Bar[] =>
    results.variantsIn(setting).map((variant) => ({ group: shorter(setting), variant: titleOf(variant), value: results.of(setting, variant, figure)! })),
  );
  return barPlot(title, unit, bars);
}

function shorter(setting: string): string {
  return setting.replace(', fsync always', '').replace('each message a conversation of its own', 'new people only').replace('conversations with', '×').replace(' waiting', '');
}
