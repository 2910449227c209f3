// Finds an emulator: a running one, its program, or a container engine that has its image.
'use strict';

const { execFileSync } = require('node:child_process');
const { accessSync, constants, realpathSync, statSync } = require('node:fs');
const { delimiter, join } = require('node:path');

const ENGINES = ['docker', 'podman'];
const REMEDY = 'Set VOICEID_LOCAL_URL to the URL of a running emulator or VOICEID_LOCAL_BINARY to its program, '
  + 'or install the package of this platform.';

/** Says of everything that was tried why it was not the emulator. */
class EmulatorNotFound extends Error {
  constructor(tried) {
    super(['There is no voiceid-local. Tried:', ...tried.map((each) => `- ${each}`), REMEDY].join('\n'));
    this.name = 'EmulatorNotFound';
  }
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function namedProgram(env, tried) {
  const path = env.VOICEID_LOCAL_BINARY;
  if (!path) {
    tried.push('VOICEID_LOCAL_BINARY: not set');
    return undefined;
  }
  if (isProgram(path)) return path;
  throw new Error(`VOICEID_LOCAL_BINARY is ${path}, which is not a program that can be run.`);
}

function packagedProgram(tried) {
  const name = `voiceid-local-${process.platform}-${process.arch}`;
  try {
    return require.resolve(`${name}/bin/voiceid-local`);
  } catch {
    tried.push(`the package ${name}: not installed`);
    return undefined;
  }
}

function isThisPackage(path) {
  return realpathSync(path) === realpathSync(join(__dirname, '../bin/voiceid-local.js'));
}

function programOnPath(env, tried) {
  const candidates = (env.PATH ?? '').split(delimiter).filter(Boolean).map((folder) => join(folder, 'voiceid-local'));
  const found = candidates.find((path) => isProgram(path) && !isThisPackage(path));
  if (!found) tried.push('voiceid-local on PATH: not there');
  return found;
}

function program(env, tried) {
  return namedProgram(env, tried) ?? packagedProgram(tried) ?? programOnPath(env, tried);
}

/** Why the engine cannot run the image; undefined if it can. */
function faultOf(engine, image, env) {
  try {
    execFileSync(engine, ['image', 'inspect', image], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    return undefined;
  } catch (error) {
    if (error.code === 'ENOENT') return 'not installed';
    const [line] = String(error.stderr ?? error.message).trim().split('\n').slice(-1);
    return `has no image ${image} (${line})`;
  }
}

function container(env, tried) {
  const image = env.VOICEID_LOCAL_IMAGE || 'voiceid-local';
  for (const engine of ENGINES) {
    const fault = faultOf(engine, image, env);
    if (!fault) return { engine, image };
    tried.push(`${engine}: ${fault}`);
  }
  return undefined;
}

/** The path of the emulator's program. */
function findProgram(env) {
  const tried = [];
  const found = program(env, tried);
  if (!found) throw new EmulatorNotFound(tried);
  return found;
}

/** `{ url }`, `{ program }` or `{ engine, image }`, whichever comes first. */
function findEmulator(env) {
  if (env.VOICEID_LOCAL_URL) return { url: env.VOICEID_LOCAL_URL.replace(/\/+$/, '') };
  const tried = ['VOICEID_LOCAL_URL: not set'];
  const path = program(env, tried);
  if (path) return { program: path };
  const found = container(env, tried);
  if (!found) throw new EmulatorNotFound(tried);
  return found;
}

module.exports = { EmulatorNotFound, findEmulator, findProgram };
