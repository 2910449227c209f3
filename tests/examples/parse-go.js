// parse-go.js FILE: whether it is Go, laid out as gofmt does.
import { readFileSync } from 'node:fs';
import { format } from '@wasm-fmt/gofmt';

const text = readFileSync(process.argv[2], 'utf8');
if (format(text) !== text) {
  console.error('gofmt would lay it out otherwise');
  process.exitCode = 1;
}
