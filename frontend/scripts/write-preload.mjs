// Writes dist/azl/preload.json: for each element the files that its view needs, so that a page
// which surely shows the element can ask for them at once (<link rel="modulepreload">).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const DIST = new URL('../dist/azl/', import.meta.url);
const VIEWS = {
  booking: 'src/app/booking/mount.ts',
  'check-in': 'src/app/check-in/mount.ts',
};

const { outputs } = JSON.parse(readFileSync(new URL('browser-stats.json', DIST), 'utf8'));

function filesOf(entryPoint) {
  const entry = Object.keys(outputs).find((file) => outputs[file].entryPoint === entryPoint);
  if (!entry) throw new Error(`The build holds no ${entryPoint}.`);
  const found = new Set();
  const follow = (file) => {
    if (found.has(file)) return;
    found.add(file);
    outputs[file].imports
      .filter(({ kind, external }) => kind === 'import-statement' && !external)
      .forEach(({ path }) => follow(path));
  };
  follow(entry);
  return [...found].sort();
}

/** The stats are written before the texts are put in; a file name must be true for each language. */
function checkServed(files) {
  for (const locale of ['it', 'en']) {
    const served = new Set(readdirSync(new URL(`${locale}/`, DIST)));
    const missing = files.filter((file) => !served.has(file));
    if (missing.length) throw new Error(`${locale} lacks ${missing.join(', ')}.`);
  }
}

const preload = Object.fromEntries(
  Object.entries(VIEWS).map(([element, entryPoint]) => [element, filesOf(entryPoint)]),
);
Object.values(preload).forEach(checkServed);
writeFileSync(new URL('preload.json', DIST), `${JSON.stringify(preload, null, 2)}\n`);
console.log('preload.json', JSON.stringify(preload));
