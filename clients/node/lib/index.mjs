import voiceid from './index.js';

export const { Account, ControlError, Emulator, EmulatorNotFound, start } = voiceid;
