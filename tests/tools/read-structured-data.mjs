// Reads the structured data of pages ({path: html} on standard input) and judges it as search engines do.
import { text } from 'node:stream/consumers';

import Validator from '@adobe/structured-data-validator';
import WebAutoExtractor from '@marbec/web-auto-extractor';

const pages = JSON.parse(await text(process.stdin));
const answers = {};
for (const [path, html] of Object.entries(pages)) {
    const read = new WebAutoExtractor({ addLocation: true, embedSource: ['rdfa', 'microdata'] }).parse(html);
    const issues = await new Validator().validate(read);
    answers[path] = {
        found: read.jsonld,
        issues: [...read.errors, ...issues.filter((issue) => issue.severity === 'ERROR')].map((issue) =>
            JSON.stringify(issue),
        ),
    };
}
process.stdout.write(JSON.stringify(answers));
