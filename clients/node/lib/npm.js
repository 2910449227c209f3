// npm starts a program by a shell, which SIGTERM ends before its child; a SIGKILL even ends npm alone. Neither reaches the program.
'use strict';

const { readFileSync } = require('node:fs');

const LOOK_MS = 200;
const SCRIPT = 'npm_lifecycle_script';
// A script that starts other programs too may leave this one in the background for them.
const ALONE = /^(["']?)voiceid-local\1(\s[^&;|\n]*)?$/;

const isAlone = (script) => ALONE.test(script);

/** The parent of a process, as Linux tells; undefined if there is no such process, and on other systems. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name before may hold anything, parentheses included.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function hasScript(pid, script) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${SCRIPT}=${script}`);
  } catch {
    return false;
  }
}

/** The processes from the parent up to npm, which is the first that does not have the variables of its own script. */
function processesUpToNpm(script) {
  const found = [process.ppid];
  while (hasScript(found.at(-1), script)) {
    const parent = parentOf(found.at(-1));
    if (!parent) break;
    found.push(parent);
  }
  return found;
}

/** Calls `ended` once npm, if it runs this program and nothing else, or its shell has ended. */
function onEndOfNpm(env, ended) {
  const script = env[SCRIPT];
  if (!script || !isAlone(script)) return;
  const chain = processesUpToNpm(script);
  const holds = (pid, place) => place === 0 || parentOf(chain[place - 1]) === pid;
  const timer = setInterval(() => {
    if (process.ppid === chain[0] && chain.every(holds)) return;
    clearInterval(timer);
    ended();
  }, LOOK_MS);
  timer.unref();
}

module.exports = { isAlone, onEndOfNpm };
