import { mkdir, writeFile } from 'node:fs/promises';
import { stopEverything } from './lab/program.js';
import { readOptions } from './options.js';
import { machine } from './report/machine.js';
import { writeReport } from './report/report.js';
import { answerSuite } from './suites/answer.suite.js';
import { drainSuite } from './suites/drain.suite.js';
import type { Extent, Suite } from './suites/measurement.js';
import { orderSuite } from './suites/order.suite.js';
import { startSuite } from './suites/start.suite.js';
import { takeSuite } from './suites/take.suite.js';
import { waitSuite } from './suites/wait.suite.js';

const SUITES: Suite[] = [startSuite, takeSuite, answerSuite, drainSuite, orderSuite, waitSuite];

const options = readOptions(process.argv);
const extent: Extent = { quick: options.quick, rounds: Number(options.rounds ?? (options.quick ? 1 : 3)) };
const only = options.only?.split(',');
const startedAt = Date.now();
process.once('SIGINT', () => void stopEverything().then(() => process.exit(130)));

// A quick run is no measurement: it does not take the place of one.
const folder = options.quick ? 'bench/results/quick.tmp' : 'bench/results';
await mkdir(folder, { recursive: true });
for (const suite of SUITES.filter(({ name }) => !only || only.includes(name))) {
  const measurements = await suite.run(extent, (line) => say(`${suite.name.padEnd(7)}${line}`));
  const result = { suite: suite.name, measuredAt: new Date().toISOString(), ...machine(), ...extent, measurements };
  await writeFile(`${folder}/${suite.name}.json`, `${JSON.stringify(result, undefined, 1)}\n`);
}
say(await writeReport(folder));

function say(line: string): void {
  const seconds = String(Math.round((Date.now() - startedAt) / 1_000)).padStart(4);
  process.stdout.write(`${seconds} s  ${line}\n`);
}
