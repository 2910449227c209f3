// Starts an emulator, or uses one that runs.
'use strict';

const { newName, publishedUrl, runArguments } = require('./container.js');
const { Control } = require('./control.js');
const { Emulator } = require('./emulator.js');
const { findEmulator } = require('./find.js');
const { environment, flags, split } = require('./options.js');
const { EmulatorProcess } = require('./process.js');

// Tests want neither a fixed port nor lines about the usual.
const defaults = (env) => (env.VOICEID_LOG_LEVEL ? {} : { logLevel: 'warn' });

async function launch(found, started) {
  const env = environment(started, process.env);
  const settings = { ...defaults(env), ...started };
  if (found.program) {
    const args = [...flags({ port: 0, ...settings }), '--lifeline', '0'];
    const child = new EmulatorProcess(found.program, args, env);
    return { child, url: await child.ready() };
  }
  const name = newName();
  const { engine, settings: mounted } = runArguments(name, found.image, settings, env);
  const child = new EmulatorProcess(found.engine, [...engine, ...flags(mounted), '--lifeline', '0'], env);
  const url = await child.ready();
  try {
    return { child, url: await publishedUrl(found.engine, name, url, env) };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/** The emulator at that URL must answer, and cannot be given what counts only at a start. */
async function join(url, started, control) {
  const names = Object.keys(started).filter((name) => name !== 'controlToken');
  if (names.length) {
    throw new Error(`VOICEID_LOCAL_URL is ${url}: an emulator that runs cannot take the options ${names.join(', ')}. `
      + 'Start it with them, or unset the variable.');
  }
  try {
    await control.call('GET', 'readyz');
  } catch (error) {
    throw new Error(`VOICEID_LOCAL_URL is ${url}, where no emulator is ready: ${error.message}`, { cause: error });
  }
}

async function load(emulator, { fixtures, faults, state }) {
  if (state !== undefined) await emulator.state.restore(state);
  for (const document of fixtures) await emulator.loadFixtures(document);
  for (const fault of faults) await emulator.faults.add(fault);
}

async function start(options = {}) {
  const { started, documents } = split(options);
  const found = findEmulator(process.env);
  const token = options.controlToken ?? process.env.VOICEID_CONTROL_TOKEN;
  if (found.url) {
    const control = new Control(found.url, token);
    await join(found.url, started, control);
    const emulator = new Emulator(control);
    await load(emulator, documents);
    return emulator;
  }
  const { child, url } = await launch(found, started);
  const emulator = new Emulator(new Control(url, token), child);
  try {
    await load(emulator, documents);
  } catch (error) {
    await emulator.stop();
    throw error;
  }
  child.unref();
  return emulator;
}

module.exports = { start };
