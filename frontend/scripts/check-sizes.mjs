// Holds the built files to their sizes (gzip -9, kB of 1,000 bytes), in each language.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DIST = new URL('../dist/azl/', import.meta.url);
const LIMITS_KB = { loader: 1.5, theme: 2, booking: 115, 'check-in': 125 };

const read = (file) => JSON.parse(readFileSync(new URL(file, DIST), 'utf8'));

/** What a page fetches before the element comes near: the entry and what it imports at once. */
function loaderFiles() {
  const imports = read('browser-stats.json').outputs['main.js'].imports;
  return ['main.js', ...imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path)];
}

const filesOf = { loader: loaderFiles(), theme: ['theme.css'], ...read('preload.json') };

function sizeInKb(locale, files) {
  const sizes = files.map((file) => gzipSync(readFileSync(new URL(`${locale}/${file}`, DIST)), { level: 9 }).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

for (const locale of ['it', 'en']) {
  for (const [part, limit] of Object.entries(LIMITS_KB)) {
    const size = sizeInKb(locale, filesOf[part]);
    console.log(`${locale} ${part}: ${size.toFixed(1)} kB gzip, at most ${limit}`);
    if (size > limit) process.exitCode = 1;
  }
}
