// Faults of servers and networks. A fault names the requests that it is for:
//
//   method, path (RegExp on path and query), body (RegExp), times (Infinity: for ever),
//   skip (so many are let through first)
//
// and what happens to them, one of:
//
//   status, headers, text          an answer; `json` in place of `text`
//   reset: true                    the connection is reset without an answer
//   truncate: n                    Content-Length promises more than n bytes come
//   broken: true                   JSON that ends too early, with a right length
//   drip: ms                       a byte every `ms`, without end
//   giant: n                       an answer of n bytes
//   redirect: url                  301, or `status`, to somewhere else
//
// with `delay` (ms) before any of them, and `carryOut: true` where the request was
// carried out and only its answer is lost.

import { setTimeout as sleep } from 'node:timers/promises';

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };
const CHUNK = Buffer.alloc(1 << 16, ' ');

function drip(response, ms) {
  const timer = setInterval(() => response.write(' '), ms);

  response.on('close', () => clearInterval(timer));
  response.writeHead(200, JSON_HEADERS);
  response.write('[');
}

function giant(response, size) {
  let left = size;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= CHUNK.length;
      if (!response.write(CHUNK)) {
        response.once('drain', more);
        return;
      }
    }
    if (!response.destroyed) response.end(']');
  };

  response.on('error', () => {});
  response.writeHead(200, JSON_HEADERS);
  response.write('[');
  more();
}

function answer(fault, response) {
  const text = fault.json ? JSON.stringify(fault.json) : fault.text ?? '';

  response.writeHead(fault.status, { ...JSON_HEADERS, ...fault.headers });
  response.end(text);
}

export async function play(fault, entry, response) {
  entry.fault = true;
  entry.status = fault.status ?? 0;
  if (fault.delay) await sleep(fault.delay);
  if (fault.reset) {
    response.socket.resetAndDestroy();
  } else if (fault.truncate !== undefined) {
    response.writeHead(200, { ...JSON_HEADERS, 'content-length': fault.truncate + 1000 });
    response.write('[{"id": 1, "body": "'.padEnd(fault.truncate, 'x'));
    setTimeout(() => response.socket.destroy(), 20);
  } else if (fault.broken) {
    response.writeHead(200, JSON_HEADERS);
    response.end('{"number": 7, "body": "the rest of thi');
  } else if (fault.drip) {
    drip(response, fault.drip);
  } else if (fault.giant) {
    giant(response, fault.giant);
  } else if (fault.redirect) {
    answer({ status: 301, ...fault, headers: { location: fault.redirect } }, response);
  } else {
    answer(fault, response);
  }
}

/** What GitHub says when there is too much of everything. */
export const rateLimit = {
  primary: (seconds = 1) => ({
    status: 403,
    headers: { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + seconds) },
    json: { message: 'API rate limit exceeded for installation ID 1.', status: '403' },
  }),
  secondary: (seconds = 1) => ({
    status: 429, headers: { 'retry-after': String(seconds) },
    json: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
  }),
};

/** As the load balancer answers: not in JSON. */
export const badGateway = {
  status: 502, headers: { 'content-type': 'text/html' },
  text: '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>',
};
