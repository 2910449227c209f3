'use strict';

const { ControlError } = require('./control.js');
const { Account, Emulator } = require('./emulator.js');
const { EmulatorNotFound } = require('./find.js');
const { start } = require('./start.js');

module.exports = { Account, ControlError, Emulator, EmulatorNotFound, start };
