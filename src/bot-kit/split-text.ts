// A part that ends early for a paragraph is fine, one that holds only a few words is not.
const LEAST_FILL = 0.5;

/**
 * Splits a text into parts that fit, at a paragraph, else a sentence, else a word. One blank is dropped at each
 * split between words, so the parts joined by a space are the text again.
 */
export function splitText(text: string, fits: (part: string) => boolean): string[] {
  const parts: string[] = [];
  let rest = text;
  while (!fits(rest)) {
    const longest = longestPrefix(rest, fits);
    const { end, next } = breakIn(rest, longest);
    if (rest.slice(0, end).trim() !== '') parts.push(rest.slice(0, end));
    rest = rest.slice(next);
  }
  return rest.trim() === '' ? parts : [...parts, rest];
}

/** The number of UTF-16 units of the longest prefix that fits; at least one character. */
function longestPrefix(text: string, fits: (part: string) => boolean): number {
  let [low, high] = [1, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

interface Break {
  /** Where the part ends, and where the next one begins. */
  end: number;
  next: number;
}

function breakIn(text: string, longest: number): Break {
  // One more character: the blank after a word that fits exactly.
  const window = text.slice(0, longest + 1);
  const least = longest * LEAST_FILL;
  return lastBreak(window, /\s*\n\s*\n\s*/g, least) ?? lastBreak(window, /(?<=[.!?…。！？]["'”’)]?)\s/g, least) ?? lastBreak(window, /\s/g, 0) ?? characterBreak(text, longest);
}

function lastBreak(window: string, blank: RegExp, least: number): Break | undefined {
  const found = [...window.matchAll(blank)].filter(({ index }) => index > 0 && index >= least).at(-1);
  return found && { end: found.index, next: found.index + found[0].length };
}

/** Inside one endless word: not between the halves of what a reader sees as one character, unless it alone is too long. */
function characterBreak(text: string, longest: number): Break {
  const nearby = new Intl.Segmenter().segment(text.slice(Math.max(0, longest - 64), longest + 64)).containing(Math.min(64, longest));
  const start = Math.max(0, longest - 64) + (nearby?.index ?? 0);
  const end = start > 0 ? start : codePointBreak(text, longest);
  return { end, next: end };
}

function codePointBreak(text: string, at: number): number {
  const splitsPair = /[\uD800-\uDBFF]/.test(text[at - 1]) && /[\uDC00-\uDFFF]/.test(text[at] ?? '');
  if (!splitsPair) return at;
  return at > 1 ? at - 1 : at + 1;
}
