// What a test file needs: an emulator, the server of the page, and a browser.
import { Contact } from './contact.js';
import { startBrowser } from './desktop.js';
import { startEmulator } from './emulator.js';
import { startPageServer } from './page-server.js';

class Stage {
  #started = [];

  /** Keeps what was started until the end, even if the next one does not start. */
  async #start(starting) {
    const started = await starting;
    this.#started.unshift(started);
    return started;
  }

  async open({ options, switches, certificate }) {
    this.emulator = await this.#start(startEmulator(options, { ca: certificate?.cert }));
    this.pages = await this.#start(startPageServer(certificate));
    this.browser = await this.#start(startBrowser(switches));
  }

  /** A contact whose instance is associated with its own domain. */
  async newContact() {
    const { DomainId } = await this.emulator.createDomain();
    const contact = new Contact(this.emulator, DomainId);
    await contact.associate();
    return contact;
  }

  /** `path`: /1.6/ for the library of that version. */
  newDesktop(t, contact, path = '/') {
    return this.browser.newDesktop(t, contact, this.pages.originAt('127.0.0.1') + path);
  }

  async close() {
    for (const started of this.#started) await started.stop();
  }
}

/** `options` are the emulator's, `switches` are Chromium's; with a certificate, everything goes over TLS. */
export async function openStage(settings = {}) {
  const stage = new Stage();
  try {
    await stage.open(settings);
  } catch (error) {
    await stage.close();
    throw error;
  }
  return stage;
}
