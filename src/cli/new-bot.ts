import { addBot } from './new-bot.files.js';

/** `npm run new-bot -- weather_bot`: writes a bot and its spec, and adds its name to bots/bots.ts. */
const [uid] = process.argv.slice(2);
try {
  const { botFile, specFile, className } = await addBot(uid, 'src/bots');
  process.stdout.write(`Wrote ${botFile} and ${specFile}, and added ${className} to src/bots/bots.ts.
Try it:  npm test -- ${specFile}
Types:   npm run types
Next:    docs/bots.md
`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
