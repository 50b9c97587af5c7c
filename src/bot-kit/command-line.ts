/** A slash command, taken apart. */
export interface CommandLine {
  name: string;
  args: string[];
}

// A quoted run (a quote or backslash inside it after a backslash), or a run without spaces.
const WORD = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\S+)/g;

// Phones turn straight quotes into these.
const PHONE_QUOTES = /[“”„]/g;

/** Reads `/name one "two words"`; undefined if the text is no command. Names are compared in lower case. */
export function parseCommandLine(text: string): CommandLine | undefined {
  const command = /^\s*\/([^\s/]+)(?:\s+([^]*))?$/.exec(text);
  if (!command) return undefined;
  return { name: command[1].toLowerCase(), args: words((command[2] ?? '').replace(PHONE_QUOTES, '"')) };
}

function words(text: string): string[] {
  return [...text.matchAll(WORD)].map(([, double, single, plain]) => plain ?? (double ?? single).replace(/\\(.)/g, '$1'));
}
