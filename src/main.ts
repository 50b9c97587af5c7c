import { ConfigError } from './config/config-error.js';
import { startHalley } from './halley.js';

startHalley().catch((error: Error) => {
  process.stderr.write(`${wordsFor(error)}\n`);
  process.exit(1);
});

/** What a person has to mend is said in the message, and a stack would only hide it; a mistake in code, such as a bot's, is found by its stack. */
function wordsFor(error: Error): string {
  if (error instanceof ConfigError) return error.message;
  const isMistake = [TypeError, ReferenceError, SyntaxError].some((kind) => error instanceof kind);
  return `Halley does not start. ${isMistake ? error.stack : error.message}`;
}
