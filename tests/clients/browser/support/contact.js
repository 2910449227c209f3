// A contact with its own domain and Connect instance, which keeps the tests on one emulator apart.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

export class Contact {
  contactId = randomUUID();
  instanceId = randomUUID();
  initialContactId = this.contactId;

  constructor(emulator, DomainId) {
    this.emulator = emulator;
    this.DomainId = DomainId;
  }

  /** Makes the contact's instance use the domain. */
  associate(DomainId = this.DomainId) {
    return this.emulator.control('PUT', `integration-associations/${this.instanceId}`, { DomainId });
  }

  control(method, path, body) {
    return this.emulator.control(method, `domains/${this.DomainId}/sessions${path}`, body);
  }

  async #ofSession(method, path, body) {
    return (await this.control(method, `/${this.initialContactId}${path}`, body)).Session;
  }

  /** Sets the customer on the line, as the contact flow would. */
  setCustomer(CustomerId) {
    return this.emulator.control('PUT', `contacts/${this.contactId}`, { CustomerId });
  }

  /** Starts the contact's session, as the contact flow would. */
  async start(settings = {}) {
    return (await this.control('POST', '', { SessionName: this.initialContactId, ...settings })).Session;
  }

  session() {
    return this.#ofSession('GET', '');
  }

  change(settings) {
    return this.#ofSession('PATCH', '', settings);
  }

  hear(Voice, SpeechSeconds, more = {}) {
    return this.#ofSession('POST', '/audio', { Voice, SpeechSeconds, ...more });
  }

  script(outcome) {
    return this.#ofSession('PUT', '/outcome', outcome);
  }

  end() {
    return this.#ofSession('POST', '/end');
  }

  async speaker(SpeakerId) {
    return (await this.emulator.call('DescribeSpeaker', { DomainId: this.DomainId, SpeakerId })).body.Speaker;
  }

  async optOut(SpeakerId) {
    return (await this.emulator.call('OptOutSpeaker', { DomainId: this.DomainId, SpeakerId })).body.Speaker;
  }

  /** Enrolls a customer in an earlier call. */
  async enrolled(SpeakerId, Voice = SpeakerId) {
    const earlier = new Contact(this.emulator, this.DomainId);
    await earlier.start({ SpeakerId });
    await earlier.hear(Voice, 31);
    await earlier.#ofSession('POST', '/enrollment');
    await this.emulator.advance('PT1M');
    await earlier.end();
    assert.equal((await this.speaker(SpeakerId))?.Status, 'ENROLLED');
  }
}
