import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addBot, withBot } from './new-bot.files.js';

describe('npm run new-bot', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'halley-new-bot-'));
    await cp('src/bots/bots.ts', join(folder, 'bots.ts'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes the bot and its spec, and adds it to the list', async () => {
    expect(await addBot('big_weather_bot', folder)).toMatchObject({ className: 'BigWeatherBot' });
    expect((await readdir(folder)).sort()).toEqual(['big-weather.bot.spec.ts', 'big-weather.bot.ts', 'bots.ts']);
    expect(await readFile(join(folder, 'big-weather.bot.ts'), 'utf8')).toContain("@Bot('big_weather_bot')\nexport class BigWeatherBot {");
    const list = await readFile(join(folder, 'bots.ts'), 'utf8');
    expect(list).toContain("import { BigWeatherBot } from './big-weather.bot.js';\n\n");
    expect(list).toMatch(/= \[[^\]]*\bBigWeatherBot\b[^\]]*\];/);
  });

  it.each([undefined, '', 'Weather', '7up', 'x'.repeat(51), '../evil'])('refuses the uid %j', async (uid) => {
    await expect(addBot(uid, folder)).rejects.toThrow('npm run new-bot -- weather_bot');
    expect(await readdir(folder)).toEqual(['bots.ts']);
  });

  it('overwrites nothing', async () => {
    await addBot('weather_bot', folder);
    await expect(addBot('weather_bot', folder)).rejects.toThrow('bots.ts has a WeatherBot already. Choose another uid.');
    await cp('src/bots/bots.ts', join(folder, 'bots.ts'));
    await expect(addBot('weather_bot', folder)).rejects.toThrow('weather.bot.ts is there already.');
  });

  it('keeps the way the list is written', () => {
    const head = "import a from 'a';\n\nexport const bots: Type[] = ";
    const added = "import a from 'a';\nimport { B } from './b.bot.js';\n\nexport const bots: Type[] = ";
    expect(withBot(`${head}[];\n`, 'B', 'b.bot')).toBe(`${added}[B];\n`);
    expect(withBot(`${head}[A];\n`, 'B', 'b.bot')).toBe(`${added}[A, B];\n`);
    expect(withBot(`${head}[\n  A,\n];\n`, 'B', 'b.bot')).toBe(`${added}[\n  A,\n  B,\n];\n`);
  });
});
