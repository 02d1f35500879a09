// A stand-in of the GitHub API on loopback: real HTTP, state that lasts, every
// request held against GitHub's own description, faults on demand.
//
//   const github = await startGitHub(t, { repo });      // stopped after test `t`
//   const pull = github.state.openPull({ number: 7, base: 'main', head: 'feature' });
//   github.fault({ method: 'POST', path: /reviews$/, status: 500, times: 1 });
//   await runAsync(['github'], { env: github.env('pull_request', event) });
//   github.transcript    // what was asked: method, path, status, token, host
//   github.violations    // what GitHub would not have taken, or not understood
//
// A test that expects no violation calls github.assertClean().

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';

import { checkAnswer, checkRequest, find } from './description.mjs';
import { play } from './faults.mjs';
import { execute } from './graphql.mjs';
import { handlers } from './routes.mjs';
import { State } from './state.mjs';

/** No real token has this shape; what looks for leaks looks for this text. */
export const TOKEN = 'ghs_standInTokenThatMustNeverBePrinted0';

/** What GITHUB_TOKEN of a workflow with the documented permissions may do. */
export const PERMISSIONS = {
  contents: 'read', 'pull-requests': 'write', checks: 'write', statuses: 'none', issues: 'none',
};
/** The token of a fork's pull request: read-only whatever the workflow says. */
export const READ_ONLY = {
  contents: 'read', 'pull-requests': 'read', checks: 'read', statuses: 'read', issues: 'read',
};

const API_VERSIONS = ['2022-11-28', '2026-03-10'];
const REPOSITORY_ID = 1296269;

/** What a request needs: any one of these. */
function needed(method, name) {
  const level = method === 'GET' ? 'read' : 'write';

  if (/check-runs/.test(name)) return [`checks=${level}`];
  if (/status/.test(name)) return [`statuses=${level}`];
  if (/\/issues\//.test(name)) return [`issues=${level}`, `pull_requests=${level}`];
  if (/\/pulls/.test(name)) return [`pull_requests=${level}`];
  return [`contents=${level}`];
}

function allowed(permissions, need) {
  return need.some((one) => {
    const [name, level] = one.replace('_', '-').split('=');
    const has = permissions[name] ?? 'none';

    return has === 'write' || has === level;
  });
}

export class GitHub {
  constructor({ state, token = TOKEN, permissions = PERMISSIONS, ghes = false, tls }) {
    this.state = state;
    this.token = token;
    this.permissions = permissions;
    this.prefix = ghes ? '/api/v3' : '';
    this.graphqlPath = ghes ? '/api/graphql' : '/graphql';
    this.transcript = [];
    this.violations = [];
    this.faults = [];
    const serve = (request, response) => this.#serve(request, response);
    this.scheme = tls ? 'https' : 'http';
    this.server = tls ? createSecureServer(tls, serve) : createServer(serve);
  }

  async listen() {
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done));
    this.origin = `${this.scheme}://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  close() {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }

  get api() {
    return `${this.origin}${this.prefix}`;
  }

  /** The environment of a run: addresses and token. */
  env(extra = {}) {
    return {
      GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: this.state.repository,
      GITHUB_SERVER_URL: 'https://github.example', GITHUB_API_URL: this.api,
      GITHUB_GRAPHQL_URL: `${this.origin}${this.graphqlPath}`, INPUT_TOKEN: this.token,
      http_proxy: '', https_proxy: '', no_proxy: '*', ...extra,
    };
  }

  /** Makes requests fail: see faults.mjs. The first that fits is used. */
  fault(fault) {
    this.faults.push({ times: 1, skip: 0, path: /./, ...fault });
    return this;
  }

  /** Requests that change something. */
  writes() {
    return this.transcript.filter((r) => r.method !== 'GET' &&
      !(r.graphql && !r.graphql.trimStart().startsWith('mutation')));
  }

  /** Forgets what was asked so far. */
  forget() {
    this.transcript.length = 0;
  }

  assertClean() {
    assert.deepEqual(this.violations, [], 'requests that GitHub would not take');
  }

  async #serve(request, response) {
    const chunks = [];

    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url, this.origin);
    const entry = {
      method: request.method, path: url.pathname, query: Object.fromEntries(url.searchParams),
      host: request.headers.host, status: 0, at: Date.now(),
      token: request.headers.authorization?.includes(this.token) ?? false,
    };
    this.transcript.push(entry);
    const violate = (what) => this.violations.push(`${entry.method} ${entry.path}: ${what}`);
    const text = Buffer.concat(chunks).toString('utf8');
    const fault = this.faults.find((f) => f.times > 0 &&
      (!f.method || f.method === entry.method) && f.path.test(entry.path + url.search) &&
      (!f.body || f.body.test(text)) && f.skip-- <= 0);

    if (fault) {
      fault.times--;
      if (!fault.carryOut) return play(fault, entry, response);
    }
    let answer;
    try {
      answer = await this.#answer(request, entry, url, text, violate);
    } catch (error) {
      violate(`the stand-in failed: ${error.stack}`);
      answer = [500, { message: 'stand-in' }];
    }
    if (fault) return play(fault, entry, response);
    return this.#send(response, entry, answer);
  }

  #send(response, entry, [status, json, headers = {}]) {
    const body = Buffer.isBuffer(json) ? json
      : json === undefined ? '' : JSON.stringify(json);

    entry.status = status;
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'x-github-media-type': 'github.v3; format=json', 'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999', 'x-ratelimit-used': '1',
      'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600), ...headers,
    });
    response.end(body);
  }

  /** What GitHub looks at before it looks at the request itself. */
  #refuse(headers, violate) {
    const version = headers['x-github-api-version'];

    if (!headers['user-agent']) {
      violate('no User-Agent');
      return [403, { message: 'Request forbidden by administrative rules.' }];
    }
    if (headers.authorization && headers.authorization !== `Bearer ${this.token}`)
      return [401, { message: 'Bad credentials', status: '401' }];
    if (!headers.authorization)
      return [401, { message: 'Requires authentication', status: '401' }];
    if (!version) violate('no X-GitHub-Api-Version');
    else if (!API_VERSIONS.includes(version)) {
      violate(`X-GitHub-Api-Version ${version}`);
      return [400, { message: 'Not a supported version' }];
    }
    return null;
  }

  async #answer(request, entry, url, text, violate) {
    const refusal = this.#refuse(request.headers, violate);
    let body;

    if (refusal) return refusal;
    if (text) {
      if (!/^application\/json/.test(request.headers['content-type'] ?? ''))
        violate(`Content-Type ${request.headers['content-type']}`);
      try {
        body = JSON.parse(text);
      } catch {
        violate('the body is no JSON');
        return [400, { message: 'Problems parsing JSON' }];
      }
    }
    entry.body = body;
    if (url.pathname === this.graphqlPath) return this.#graphql(entry, body, violate);
    if (!url.pathname.startsWith(`${this.prefix}/`)) return [404, { message: 'Not Found' }];
    return this.#rest(request, entry, url, body, violate);
  }

  async #graphql(entry, body, violate) {
    if (entry.method !== 'POST' || !body?.query) {
      violate('GraphQL is POST with a query');
      return [400, { message: 'A query attribute must be specified and must be a string.' }];
    }
    entry.graphql = body.query;
    return [200, await execute(this.state, body, {
      writable: this.permissions['pull-requests'] === 'write', violate,
    })];
  }

  #rest(request, entry, url, body, violate) {
    const path = url.pathname.slice(this.prefix.length)
      .replace(`/repositories/${REPOSITORY_ID}`, `/repos/${this.state.repository}`);
    const found = find(entry.method, path);
    const accept = request.headers.accept ?? '';
    const query = Object.fromEntries(url.searchParams);

    if (!found) {
      violate(path.endsWith('/') ? 'a trailing slash' : 'no such endpoint in the slice');
      return [404, { message: 'Not Found', status: '404' }];
    }
    entry.operation = found.name;
    if (!/application\/vnd\.github\b.*json/.test(accept) && !/vnd\.github\.raw/.test(accept))
      violate(`Accept: ${accept}`);
    if (`${found.params.owner}/${found.params.repo}` !== this.state.repository)
      return [404, { message: 'Not Found', status: '404' }];
    const need = needed(entry.method, found.name);
    if (!allowed(this.permissions, need))
      return [403, { message: 'Resource not accessible by integration', status: '403' },
        { 'x-accepted-github-permissions': need.join('; ') }];
    const wrong = checkRequest(found, query, body);
    if (wrong.length) {
      wrong.forEach(violate);
      return [422, { message: `Invalid request.\n\n${wrong.join('\n')}`, status: '422' }];
    }
    if (Number(query.per_page ?? 1) > 100) violate('per_page is at most 100');
    return this.#handle(found, { url, query, body, violate,
      raw: /vnd\.github\.raw/.test(accept) });
  }

  #handle(found, { url, query, body, violate, raw }) {
    const answer = handlers[found.name]({
      state: this.state, params: found.params, query, body, api: this.api, violate, raw,
    });

    if (answer.bytes) return [200, answer.bytes, { 'content-type': 'application/octet-stream' }];
    const [status, json, headers] = answer.list ? this.#page(answer, url, query) : answer;
    if (status === 422)
      violate(`refused: ${json.message} ${JSON.stringify(json.errors ?? '')}`);
    if (status < 300 && status !== 204)
      for (const wrong of checkAnswer(found, status, json))
        violate(`the stand-in's own answer is wrong: ${wrong}`);
    return [status, json, headers];
  }

  #page({ list, wrap = (part) => part }, url, query) {
    const perPage = Math.min(Number(query.per_page ?? 30), 100);
    const page = Math.max(Number(query.page ?? 1), 1);
    const last = Math.max(Math.ceil(list.length / perPage), 1);
    const part = list.slice((page - 1) * perPage, page * perPage);
    // GitHub's links name the repository by its number.
    const path = url.pathname.replace(`/repos/${this.state.repository}`, `/repositories/${REPOSITORY_ID}`);
    const link = (to, rel) => {
      const search = new URLSearchParams({ ...query, page: String(to) });

      return `<${this.origin}${path}?${search}>; rel="${rel}"`;
    };
    const links = [
      ...(page > 1 ? [link(page - 1, 'prev')] : []),
      ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
      ...(page > 1 ? [link(1, 'first')] : []),
    ];

    return [200, wrap(part, list), links.length ? { link: links.join(', ') } : {}];
  }
}

/** Starts a stand-in for a Repo of ../support/repo.mjs; stopped after test `t`. */
export async function startGitHub(t, { repo, repository = 'acme/shop', login, ...options }) {
  const github = new GitHub({ state: new State({ repo, repository, login }), ...options });

  await github.listen();
  t?.after(() => github.close());
  return github;
}

/** Another host, where no token has any business: it answers 200 to all. */
export async function startOtherHost(t) {
  const seen = [];
  const server = createServer((request, response) => {
    seen.push({ method: request.method, path: request.url, headers: request.headers });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{}');
  });

  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  t?.after(() => server.close());
  return { seen, origin: `http://127.0.0.1:${server.address().port}` };
}
