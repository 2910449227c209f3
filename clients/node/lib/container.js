// Runs the emulator's image with docker or podman.
'use strict';

const { execFile } = require('node:child_process');
const { randomBytes } = require('node:crypto');
const { promisify } = require('node:util');
const { files, withAbsolutePaths } = require('./options.js');

const PORT = '8643';
// A container's user may not write to the caller's folders.
const WRITTEN = ['state', 's3Root'];

function refuse(settings) {
  const written = files(settings).filter(({ name }) => WRITTEN.includes(name)).map(({ name }) => name);
  if (settings.host !== undefined) written.push('host');
  if (settings.port !== undefined) written.push('port');
  if (written.length) throw new Error(`In a container, start() cannot take the options ${written.join(', ')}.`);
}

/** The engine's arguments that run the emulator, so that it ends with the engine's standard input. */
function runArguments(name, image, settings, env) {
  refuse(settings);
  const { port, ...absolute } = withAbsolutePaths(settings);
  const mounts = files(settings).flatMap(({ path }) => ['--volume', `${path}:${path}:ro`]);
  const variables = Object.keys(env).filter((each) => /^VOICEID_(?!HOST$|PORT$)/.test(each))
    .flatMap((each) => ['--env', each]);
  // Never pulled: a registry's image of that name would be a stranger's.
  const engine = ['run', '--rm', '--interactive', '--pull', 'never', '--name', name,
    '--publish', `127.0.0.1::${PORT}`, ...mounts, ...variables, image];
  return { engine, settings: absolute };
}

/** A name that no other container has. */
const newName = () => `voiceid-local-${randomBytes(8).toString('hex')}`;

/** The URL at which this machine reaches the container. */
async function publishedUrl(engine, name, url, env) {
  const { stdout } = await promisify(execFile)(engine, ['port', name, PORT], { env });
  return `${new URL(url).protocol}//${stdout.trim().split('\n')[0]}`;
}

module.exports = { newName, publishedUrl, runArguments };
