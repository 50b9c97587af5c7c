import { ConfigError } from './config/config-error.js';
import { startHalley } from './halley.js';

startHalley().catch((error: Error) => {
  // What a person has to mend is said in the message; a stack would only hide it.
  const sentence = error instanceof ConfigError ? error.message : `Halley does not start. ${error.message}`;
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
});
