// Compiled, not run: the same by require().
import voiceid = require('voiceid-local');

export async function now(): Promise<string> {
  const emulator: voiceid.Emulator = await voiceid.start({ logLevel: 'debug' });
  return (await emulator.clock.read()).Now;
}
