// TLS is verified, private authorities and proxies work as for any program with
// libcurl.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, request as forward } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';

import { makeFolder } from '../support/repo.mjs';
import { scenario } from './scenario.mjs';

/** A certificate for `name` that no authority of the machine vouches for. */
function certificate(t, name) {
  const dir = makeFolder(t);
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  const done = spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2',
    '-subj', '/CN=stand-in', '-addext', `subjectAltName=${name}`, '-keyout', key, '-out', cert]);

  assert.equal(done.status, 0, `${done.stderr}`);
  return { file: cert, key: readFileSync(key), cert: readFileSync(cert) };
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const asEvent = /may be older/;
const ours = { CURL_CA_BUNDLE: '', SSL_CERT_FILE: '', SSL_CERT_DIR: '' }; // not the machine's

test('a certificate that nobody vouches for is refused, once and for all', { skip: !hasOpenssl }, async (t) => {
  const s = await scenario(t, { tls: certificate(t, 'IP:127.0.0.1') });
  const run = await s.run({ env: ours });

  assert.equal(run.status, 1, run.log);
  assert.match(run.log, asEvent);
  assert.match(run.log, /certificate/i);
  assert.equal(run.requests.length, 0);
});

test('a private authority is named by SSL_CERT_FILE or CURL_CA_BUNDLE', { skip: !hasOpenssl }, async (t) => {
  const tls = certificate(t, 'IP:127.0.0.1');

  for (const name of ['SSL_CERT_FILE', 'CURL_CA_BUNDLE']) {
    const s = await scenario(t, { tls });
    const run = await s.run({ env: { ...ours, [name]: tls.file } });

    assert.equal(run.status, 1, run.log);
    assert.doesNotMatch(run.log, asEvent);
    assert.equal(s.comments.length, 1);
    s.github.assertClean();
  }
});

test('a certificate of another host is refused', { skip: !hasOpenssl }, async (t) => {
  const tls = certificate(t, 'DNS:api.example.com');
  const s = await scenario(t, { tls });
  const run = await s.run({ env: { ...ours, SSL_CERT_FILE: tls.file } });

  assert.match(run.log, asEvent);
  assert.equal(run.requests.length, 0);
});

test('a proxy is used', async (t) => {
  const seen = [];
  const proxy = createServer((request, response) => {
    seen.push(request.url);
    const onward = forward(request.url, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });

    request.pipe(onward);
  });
  await new Promise((done) => proxy.listen(0, '127.0.0.1', done));
  t.after(() => proxy.close());
  const s = await scenario(t);
  const run = await s.run({ env: { http_proxy: `http://127.0.0.1:${proxy.address().port}`, no_proxy: '' } });

  assert.equal(run.status, 1, run.log);
  assert.equal(seen.length, run.requests.length);
  assert.equal(seen.every((url) => url.startsWith(s.github.api)), true);
  assert.equal(s.comments.length, 1);
  s.github.assertClean();
});
