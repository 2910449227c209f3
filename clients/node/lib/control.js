// Calls of the control API, under /_voiceid/.
'use strict';

const http = require('node:http');
const https = require('node:https');

/** An error that the control API answered. */
class ControlError extends Error {
  constructor(call, status, { Error: code, Message: message }) {
    super(`${call}: ${code ?? `status ${status}`}${message ? `: ${message}` : ''}`);
    this.name = 'ControlError';
    this.status = status;
    this.code = code;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { Message: text.slice(0, 200) };
  }
}

function encoded(query) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const pairs = given.flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)]));
  return pairs.length ? `?${new URLSearchParams(pairs)}` : '';
}

const isPlain = (body) => typeof body === 'string' || body instanceof Uint8Array;

class Control {
  #token;

  constructor(url, token) {
    this.url = url;
    this.#token = token;
  }

  /** The answer's JSON. A body that is neither a text nor bytes is sent as JSON. */
  call(method, path, { query = {}, body, type } = {}) {
    const url = new URL(`${this.url}/_voiceid/${path}${encoded(query)}`);
    const { request } = url.protocol === 'https:' ? https : http;
    const content = body === undefined || isPlain(body) ? body : JSON.stringify(body);
    const headers = {
      ...(content !== undefined && { 'content-type': type ?? (isPlain(body) ? 'text/plain' : 'application/json') }),
      ...(this.#token && { authorization: `Bearer ${this.#token}` }),
    };
    return new Promise((resolve, reject) => {
      // A connection for each call, so that none is left open. The certificate may be self-signed.
      const sent = request(url, { method, headers, agent: false, rejectUnauthorized: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece) => { text += piece; });
        answer.on('error', reject);
        answer.on('end', () => {
          const content = parsed(text);
          if (answer.statusCode < 400) resolve(content);
          else reject(new ControlError(`${method} ${url.pathname}`, answer.statusCode, content));
        });
      });
      sent.on('error', reject);
      sent.end(content);
    });
  }
}

module.exports = { Control, ControlError };
