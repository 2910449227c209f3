// Plays the part of Amazon Connect and its administrator: a domain, an instance, and a caller on the line.
export class Emulator {
  /** `address`: host and port, in the library's form. */
  constructor(address) {
    this.address = address;
    this.url = `${location.protocol}//${address}`;
  }

  async #answer(path, options) {
    const answer = await fetch(this.url + path, options);
    const content = await answer.json();
    if (!answer.ok) throw new Error(content.Message);
    return content;
  }

  control(method, path, body) {
    return this.#answer(`/_voiceid/${path}`, { method, body: JSON.stringify(body) });
  }

  /** An operation of Voice ID's own API; the emulator does not check signatures. */
  api(operation, body) {
    const headers = { 'X-Amz-Target': `VoiceID.${operation}`, 'Content-Type': 'application/x-amz-json-1.0' };
    return this.#answer('/', { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async createDomain() {
    const { Domain } = await this.api('CreateDomain', {
      Name: 'agent-desktop',
      ServerSideEncryptionConfiguration: { KmsKeyId: 'alias/agent-desktop' },
    });
    return Domain.DomainId;
  }

  /** Sets the instance's domain. */
  associate(instanceId, DomainId) {
    return this.control('PUT', `integration-associations/${instanceId}`, { DomainId });
  }

  /** Sets who the caller claims to be. */
  setCustomer(contactId, CustomerId) {
    return this.control('PUT', `contacts/${contactId}`, { CustomerId });
  }

  /** Sends the caller's speech. */
  hear(domainId, contactId, Voice, SpeechSeconds) {
    return this.control('POST', `domains/${domainId}/sessions/${contactId}/audio`, { Voice, SpeechSeconds });
  }

  end(domainId, contactId) {
    return this.control('POST', `domains/${domainId}/sessions/${contactId}/end`, {});
  }
}
