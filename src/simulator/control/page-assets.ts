import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../page/', import.meta.url));
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface Asset {
  type: string;
  content: string;
}

/** The files of the page, and the three libraries it imports, straight from node_modules. Read once, at the first request. */
@Injectable()
export class PageAssets {
  private assets?: Map<string, Asset>;

  get(name: string): Asset | undefined {
    return this.all().get(name);
  }

  /** Scripts and styles of this page only, whatever a message says. Media may come from anywhere: messages carry URLs. */
  get contentSecurityPolicy(): string {
    const importMap = /<script type="importmap">([\s\S]*?)<\/script>/.exec(this.get('index.html')?.content ?? '')?.[1] ?? '';
    const hash = createHash('sha256').update(importMap).digest('base64');
    return [
      "default-src 'none'",
      `script-src 'self' 'sha256-${hash}'`,
      "style-src 'self'",
      "connect-src 'self'",
      "img-src * data:",
      'media-src *',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; ');
  }

  private all(): Map<string, Asset> {
    this.assets ??= new Map([...ownFiles(), ...libraries()].map(([name, path]) => [name, read(path)]));
    return this.assets;
  }
}

function ownFiles(): [name: string, path: string][] {
  return readdirSync(PAGE).map((name) => [name, join(PAGE, name)]);
}

function libraries(): [name: string, path: string][] {
  const { resolve } = createRequire(import.meta.url);
  return [
    ['preact.mjs', resolve('preact')],
    ['preact-hooks.mjs', resolve('preact/hooks')],
    // `require` is given the CommonJS file; the module is beside it.
    ['htm.mjs', join(dirname(resolve('htm')), 'htm.mjs')],
  ];
}

function read(path: string): Asset {
  return { type: TYPES[extname(path)] ?? 'application/octet-stream', content: readFileSync(path, 'utf8') };
}
