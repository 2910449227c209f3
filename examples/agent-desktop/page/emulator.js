// Plays the part of Amazon Connect and its administrator: a domain, an instance, and a caller on the line.
export class Emulator {
  /** `address`: host and port, in the library's form. */
  constructor(address) {
    this.address = address;
    this.url = `${location.protocol}//${address}`;
  }

  async control(method, path, body) {
    const answer = await fetch(`${this.url}/_voiceid/${path}`, { method, body: JSON.stringify(body) });
    const content = await answer.json();
    if (!answer.ok) throw new Error(content.Message);
    return content;
  }

  async createDomain() {
    const { Domains } = await this.control('POST', 'fixtures', { Domains: [{ Name: 'agent-desktop' }] });
    return Domains['agent-desktop'].DomainId;
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
