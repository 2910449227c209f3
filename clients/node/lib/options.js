// Turns the options of start() into the program's flags, variables and files.
'use strict';

const { resolve } = require('node:path');

// Other users of the machine can read the arguments of processes.
const SECRETS = { controlToken: 'VOICEID_CONTROL_TOKEN', credential: 'VOICEID_CREDENTIAL' };
// They configure this package, not the program, which would warn about them.
const OWN_VARIABLE = /^VOICEID_LOCAL_/;
const FILES = ['fixtures', 'faults', 'tlsCert', 'tlsKey', 'caFile', 'config', 'state', 's3Root'];

const flagOf = (name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function list(value) {
  if (value === undefined || value === null || value === false) return [];
  return Array.isArray(value) ? value : [value];
}

function texts(value) {
  const isPairs = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isPairs ? Object.entries(value).map(([name, number]) => `${name}=${number}`) : list(value).map(String);
}

/** Separates what the program takes at its start from what is loaded by calls once it runs. */
function split({ fixtures, faults, state, ...settings }) {
  const isText = (value) => typeof value === 'string';
  const documents = { fixtures: [], faults: [], state: undefined };
  const started = { ...settings };
  const named = list(fixtures).filter(isText);
  if (named.length) started.fixtures = named;
  documents.fixtures = list(fixtures).filter((each) => !isText(each));
  if (isText(faults)) started.faults = faults;
  else documents.faults = list(faults);
  if (isText(state)) started.state = state;
  else documents.state = state;
  return { started, documents };
}

function flags(settings) {
  return Object.entries(settings).filter(([name]) => !(name in SECRETS)).flatMap(([name, value]) => (
    value === true ? [flagOf(name)] : texts(value).flatMap((text) => [flagOf(name), text])
  ));
}

/** The program's environment: the caller's, with the secrets among the options. */
function environment(settings, env) {
  const kept = Object.entries(env).filter(([name]) => !OWN_VARIABLE.test(name));
  const secrets = Object.entries(SECRETS).filter(([name]) => settings[name] !== undefined)
    .map(([name, variable]) => [variable, texts(settings[name]).join(',')]);
  return Object.fromEntries([...kept, ...secrets]);
}

/** The files and folders that the options name, as absolute paths. */
function files(settings) {
  return FILES.flatMap((name) => texts(settings[name]).filter((text) => text !== 'demo')
    .map((text) => ({ name, path: resolve(text) })));
}

/** The same settings, with absolute paths. */
function withAbsolutePaths(settings) {
  const absolute = Object.fromEntries(FILES.filter((name) => settings[name] !== undefined)
    .map((name) => [name, texts(settings[name]).map((text) => (text === 'demo' ? text : resolve(text)))]));
  return { ...settings, ...absolute };
}

module.exports = { environment, files, flags, split, withAbsolutePaths };
