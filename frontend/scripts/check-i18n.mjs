// Fails when the Italian texts in the code and the extracted file differ, and when the English
// file lacks a text, has one too many, or changes its placeholders.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LOCALE = new URL('../src/locale/', import.meta.url);
const translationsIn = (file) => JSON.parse(readFileSync(file, 'utf8')).translations;

function extracted() {
  const folder = mkdtempSync(join(tmpdir(), 'azl-i18n-'));
  try {
    const ng = ['ng', 'extract-i18n', '--progress=false', '--output-path', folder];
    execFileSync('npx', ng, { stdio: ['ignore', 'ignore', 'inherit'] });
    return translationsIn(join(folder, 'messages.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const placeholders = (text) => (text.match(/\{\$[^}]+\}/g) ?? []).sort().join();

function problems(code, italian, english) {
  const found = [];
  for (const [id, text] of Object.entries(code)) {
    if (italian[id] !== text) found.push(`messages.json is out of date at ${id}: run "npx ng extract-i18n"`);
    if (!english[id]) found.push(`messages.en.json lacks ${id}`);
    else if (placeholders(english[id]) !== placeholders(text)) found.push(`placeholders differ at ${id}`);
  }
  for (const [name, file] of Object.entries({ 'messages.json': italian, 'messages.en.json': english })) {
    Object.keys(file).filter((id) => !(id in code)).forEach((id) => found.push(`${name} has the unused ${id}`));
  }
  return found;
}

const found = problems(
  extracted(),
  translationsIn(new URL('messages.json', LOCALE)),
  translationsIn(new URL('messages.en.json', LOCALE)),
);
found.forEach((problem) => console.error(problem));
if (found.length) process.exitCode = 1;
else console.log('Texts are complete in Italian and English.');
