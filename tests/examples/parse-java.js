// parse-java.js FILE: fails if the file is not Java.
import { readFileSync } from 'node:fs';
import { parse } from 'java-parser';

parse(readFileSync(process.argv[2], 'utf8'));
