// npm test: everything. `--quick`: the tests alone, without the slow ones. `--check`: everything on the best Redis
// there is, then the quick ones on the embedded one. Anything else is handed to Jest, which then runs alone.
import { runJest, runStep } from './run-steps.mjs';
import { withRedis } from './run-redis.mjs';

const [mode, ...rest] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const notes = [];

function count({ passed = 0, failed = 0, skipped = 0, notes: more = [] }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  notes.push(...more);
}

async function tests(jestArguments, onEmbedded) {
  await withRedis(onEmbedded, async (environment) => count(await runJest(jestArguments, environment)));
}

const everything = mode === undefined || mode === '--check';
const quick = ['--testPathIgnorePatterns', '\\.slow\\.e2e-spec\\.ts$'];
const onEmbedded = process.env.HALLEY_TEST_REDIS === 'embedded';

if (everything) {
  count(await runStep('lint', 'eslint', ['.']));
  count(await runStep('types', 'tsc', ['-p', '.']));
}
// Only end-to-end tests start what was built.
const onlyUnits = !everything && mode.startsWith('src/');
const built = onlyUnits ? {} : await runStep('build', 'nest', ['build']);
if (everything || built.failed) count(built);
if (!built.failed) {
  if (everything) await tests([], onEmbedded);
  if (mode === '--check') await tests(quick, true);
  if (mode === '--quick') await tests(quick, onEmbedded);
  if (!everything && mode !== '--quick') await tests([mode, ...rest], onEmbedded);
}

for (const note of notes) console.log(note);
console.log(`halley: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
