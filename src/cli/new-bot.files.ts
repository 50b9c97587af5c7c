import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { botSource, specSource } from './new-bot.templates.js';

export interface NewBot {
  botFile: string;
  specFile: string;
  className: string;
}

/** Writes the bot and its spec into the folder of the bots. Throws, and changes nothing, if it cannot be added. */
export async function addBot(uid: string | undefined, folder: string): Promise<NewBot> {
  if (uid === undefined || !/^[a-z][a-z0-9_-]{0,49}$/.test(uid)) {
    throw new Error(`Give the bot a uid of at most 50 of a-z, 0-9, _ and -, for instance: npm run new-bot -- weather_bot${uid === undefined ? '' : ` (not ${JSON.stringify(uid)})`}`);
  }
  const name = uid.replace(/[_-]?bot$/, '') || uid;
  const className = `${name.split(/[_-]+/).map(capitalised).join('')}Bot`;
  const fileName = `${name.replaceAll('_', '-')}.bot`;
  const [listFile, botFile, specFile] = ['bots.ts', `${fileName}.ts`, `${fileName}.spec.ts`].map((file) => join(folder, file));

  const list = withBot(await readFile(listFile, 'utf8'), className, fileName);
  // wx: an existing file is never overwritten.
  await writeFile(botFile, botSource(uid, className), { flag: 'wx' }).catch(refuse(botFile));
  await writeFile(specFile, specSource(className, fileName), { flag: 'wx' }).catch(refuse(specFile));
  await writeFile(listFile, list);
  return { botFile, specFile, className };
}

/** bots.ts with one import and one name more. */
export function withBot(list: string, className: string, fileName: string): string {
  if (new RegExp(`\\b${className}\\b`).test(list)) throw new Error(`bots.ts has a ${className} already. Choose another uid.`);
  const lastImport = [...list.matchAll(/^import .*;\n/gm)].at(-1);
  const endOfImports = lastImport ? lastImport.index + lastImport[0].length : 0;
  const endOfList = list.indexOf('];', list.indexOf('export const bots'));
  if (endOfList < 0) throw new Error('bots.ts has no "export const bots … = [ … ];" to add the bot to. Add it by hand.');
  const head = list.slice(0, endOfImports);
  const names = list.slice(endOfImports, endOfList).trimEnd().replace(/,$/, '');
  const isOnOneLine = !list.slice(list.indexOf('export const bots'), endOfList).includes('\n');
  const separator = names.endsWith('[') ? '' : isOnOneLine ? ', ' : ',\n  ';
  const ending = isOnOneLine ? '' : ',\n';
  return `${head}import { ${className} } from './${fileName}.js';\n${names}${separator}${className}${ending}${list.slice(endOfList)}`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function refuse(file: string) {
  return (error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new Error(`${file} is there already. Choose another uid, or remove it.`) : error;
  };
}
