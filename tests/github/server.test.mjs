// The stand-in keeps what GitHub keeps and refuses what GitHub refuses: a client
// that passes against it is one that GitHub would understand.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { makeRepo } from '../support/repo.mjs';
import { badGateway, rateLimit } from './faults.mjs';
import { READ_ONLY, startGitHub, startOtherHost } from './server.mjs';

const lines = (n, change = () => null) =>
  Array.from({ length: n }, (_, i) => change(i + 1) ?? `line ${i + 1}`).join('\n').concat('\n');

async function start(t, options = {}) {
  const repo = makeRepo(t);

  repo.write({ 'a.txt': lines(40), 'old.txt': lines(9, (i) => `old ${i}`) }).commit('first');
  repo.branch('feature');
  repo.write({
    'a.txt': lines(40, (i) => (i === 20 ? 'twenty' : null)),
    'old.txt': null, 'new.txt': lines(9, (i) => `old ${i}`), 'bin': Buffer.from([0, 1, 2]),
  }).commit('second');
  const github = await startGitHub(t, { repo, ...options });
  const pull = github.state.openPull({ body: 'Hello' });

  return { repo, github, pull };
}

async function call(github, method, path, { body, headers = {} } = {}) {
  const response = await fetch(path.startsWith('http') ? path
    : path.startsWith('/graphql') ? github.origin + path
      : `${github.api}/repos/acme/shop${path}`, {
    method, body: body === undefined ? undefined : JSON.stringify(body), redirect: 'manual',
    headers: {
      accept: 'application/vnd.github+json', authorization: `Bearer ${github.token}`,
      'user-agent': 'test', 'x-github-api-version': '2022-11-28',
      ...(body ? { 'content-type': 'application/json' } : {}), ...headers,
    },
  });
  const text = await response.text();

  return { status: response.status, headers: response.headers,
    json: text && /json/.test(response.headers.get('content-type')) ? JSON.parse(text) : text };
}

test('what was created is listed afterwards', async (t) => {
  const { github, pull } = await start(t);
  const made = await call(github, 'POST', '/issues/7/comments', { body: { body: 'One' } });

  assert.equal(made.status, 201);
  assert.equal(made.json.user.login, 'github-actions[bot]');
  await call(github, 'PATCH', `/issues/comments/${made.json.id}`, { body: { body: 'Two' } });
  const listed = await call(github, 'GET', '/issues/7/comments?per_page=100');
  assert.deepEqual(listed.json.map((c) => c.body), ['Two']);

  await call(github, 'POST', '/pulls/7/reviews', { body: {
    event: 'COMMENT', body: 'See below', commit_id: pull.headSha,
    comments: [{ path: 'a.txt', line: 20, side: 'RIGHT', body: 'Why?' }],
  } });
  const comments = await call(github, 'GET', '/pulls/7/comments');
  assert.deepEqual(comments.json.map((c) => [c.path, c.line, c.body]), [['a.txt', 20, 'Why?']]);

  const run = await call(github, 'POST', '/check-runs', { body: {
    name: 'threatgate', head_sha: pull.headSha, status: 'completed', conclusion: 'failure',
    output: { title: 'T', summary: 'S', annotations: [{ path: 'a.txt', start_line: 20,
      end_line: 20, annotation_level: 'failure', message: 'm' }] },
  } });
  await call(github, 'PATCH', `/check-runs/${run.json.id}`, { body: {
    output: { title: 'T', summary: 'S', annotations: [{ path: 'a.txt', start_line: 21,
      end_line: 21, annotation_level: 'failure', message: 'n' }] } } });
  const runs = await call(github, 'GET', `/commits/${pull.headSha}/check-runs?check_name=threatgate`);
  assert.equal(runs.json.total_count, 1);
  assert.equal(runs.json.check_runs[0].output.annotations_count, 2);
  github.assertClean();
});

test('a pull request is what git makes of it', async (t) => {
  const { github, pull, repo } = await start(t);
  const got = await call(github, 'GET', '/pulls/7');
  const files = await call(github, 'GET', '/pulls/7/files?per_page=100');
  const tree = await call(github, 'GET', `/git/trees/${pull.baseSha}?recursive=1`);
  const blob = await call(github, 'GET', `/git/blobs/${tree.json.tree[0].sha}`);
  const compared = await call(github, 'GET', `/compare/${pull.baseSha}...${pull.headSha}?per_page=1&page=2`);

  assert.equal(got.json.body, 'Hello');
  assert.equal(got.json.head.sha, repo.head('feature'));
  assert.equal(got.json.changed_files, 3);
  assert.deepEqual(files.json.map((f) => [f.status, f.filename, f.previous_filename, 'patch' in f]), [
    ['modified', 'a.txt', undefined, true], ['added', 'bin', undefined, false],
    ['renamed', 'new.txt', 'old.txt', false],
  ]);
  assert.match(files.json[0].patch, /^@@ -17,7 \+17,7 @@/);
  assert.equal(Buffer.from(blob.json.content, 'base64').toString(), lines(40));
  assert.equal(compared.json.merge_base_commit.sha, pull.baseSha);
  github.assertClean();
});

const HEAD = 'HEAD-OF-THE-PULL';
const text = (n) => 'x'.repeat(n);
const review = (comment) => ({ event: 'COMMENT', body: 'b',
  comments: [{ path: 'a.txt', line: 20, side: 'RIGHT', body: 'b', ...comment }] });
const annotation = (more) => ({ name: 'n', head_sha: HEAD, output: { title: 't', summary: 's',
  annotations: [{ path: 'a.txt', start_line: 1, end_line: 2, annotation_level: 'notice',
    message: 'm', ...more }] } });

for (const [name, method, path, body, status] of [
  ['a status description of 140', 'POST', `/statuses/${HEAD}`, { state: 'success', description: text(140) }, 201],
  ['a status description of 141', 'POST', `/statuses/${HEAD}`, { state: 'success', description: text(141) }, 422],
  ['a state that is none', 'POST', `/statuses/${HEAD}`, { state: 'ok' }, 422],
  ['a comment of 65,536', 'POST', '/issues/7/comments', { body: text(65536) }, 201],
  ['a comment of 65,537', 'POST', '/issues/7/comments', { body: text(65537) }, 422],
  ['an empty comment', 'POST', '/issues/7/comments', { body: ' ' }, 422],
  ['a misspelt key', 'POST', '/issues/7/comments', { body: 'a', boddy: 'b' }, 422],
  ['a misspelt key far down', 'POST', '/pulls/7/reviews', review({ sid: 'RIGHT' }), 422],
  ['a side that is none', 'POST', '/pulls/7/reviews', review({ side: 'MIDDLE' }), 422],
  ['a line outside the diff', 'POST', '/pulls/7/reviews', review({ line: 30 }), 422],
  ['a path outside the diff', 'POST', '/pulls/7/reviews', review({ path: 'b.txt' }), 422],
  ['a range that ends where it starts', 'POST', '/pulls/7/reviews', review({ start_line: 20 }), 422],
  ['a range in one hunk', 'POST', '/pulls/7/reviews', review({ start_line: 19, start_side: 'RIGHT' }), 200],
  ['a pending review', 'POST', '/pulls/7/reviews', { body: 'b' }, 422],
  ['a completed check without conclusion', 'POST', '/check-runs', { name: 'n', head_sha: HEAD, status: 'completed' }, 422],
  ['a check of an unknown commit', 'POST', '/check-runs', { name: 'n', head_sha: '0'.repeat(40) }, 422],
  ['columns over two lines', 'POST', '/check-runs', annotation({ start_column: 1 }), 422],
  ['an annotation title of 256', 'POST', '/check-runs', annotation({ title: text(256) }), 422],
  ['an annotation message over 64 KB', 'POST', '/check-runs', annotation({ message: text(65537) }), 422],
  ['51 annotations', 'POST', '/check-runs', { name: 'n', head_sha: HEAD, output: { title: 't', summary: 's',
    annotations: Array(51).fill({ path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' }) } }, 422],
  ['a summary of 65,536', 'POST', '/check-runs', { name: 'n', head_sha: HEAD, output: { title: 't', summary: text(65536) } }, 422],
  ['a page size that is none', 'GET', '/issues/7/comments?per_page=abc', undefined, 422],
  ['a trailing slash', 'GET', '/pulls/7/', undefined, 404],
]) {
  test(`${name}: ${status}`, async (t) => {
    const { github, pull } = await start(t, {
      permissions: { ...READ_ONLY, checks: 'write', statuses: 'write', 'pull-requests': 'write' } });
    const put = (x) => x && JSON.parse(JSON.stringify(x).replace(HEAD, pull.headSha));
    const got = await call(github, method, path.replace(HEAD, pull.headSha), { body: put(body) });

    assert.equal(got.status, status);
    assert.equal(github.violations.length > 0, status >= 400);
  });
}

test('headers that GitHub asks for', async (t) => {
  const { github } = await start(t);
  const status = async (headers) => (await call(github, 'GET', '/pulls/7', { headers })).status;

  assert.equal(await status({}), 200);
  github.assertClean();
  assert.equal(await status({ authorization: 'Bearer wrong' }), 401);
  assert.equal(await status({ 'x-github-api-version': '2020-01-01' }), 400);
  assert.equal(await status({ accept: 'text/html' }), 200);
  assert.equal(github.violations.length, 2);
});

test('a token that may only read is told what is needed', async (t) => {
  const { github, pull } = await start(t, { permissions: READ_ONLY });
  const refused = await call(github, 'POST', '/check-runs',
    { body: { name: 'n', head_sha: pull.headSha } });

  assert.equal(refused.status, 403);
  assert.equal(refused.json.message, 'Resource not accessible by integration');
  assert.equal(refused.headers.get('x-accepted-github-permissions'), 'checks=write');
  assert.equal((await call(github, 'GET', '/issues/7/comments')).status, 200);
});

test('a list of 250 comes in three pages that link to each other', async (t) => {
  const { github } = await start(t);
  const bodies = [];
  let next = '/issues/7/comments?per_page=100';

  for (let i = 0; i < 250; i++) github.state.addComment(7, `${i}`);
  while (next) {
    const page = await call(github, 'GET', next);

    bodies.push(...page.json.map((c) => c.body));
    next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link'))?.[1];
  }
  assert.deepEqual(bodies, Array.from({ length: 250 }, (_, i) => `${i}`));
  assert.equal(github.transcript.length, 3);
  assert.match(github.transcript[1].path, /^\/repositories\/\d+\//);
  github.assertClean();
});

test('GraphQL runs against the schema, and comments are minimized', async (t) => {
  const { github, pull } = await start(t);
  const ask = (query, variables) => call(github, 'POST', '/graphql', { body: { query, variables } });

  github.state.addReview(pull, { comments: [{ path: 'a.txt', line: 20, body: 'Why?' }] });
  const threads = await ask(`query($o: String!, $n: String!) { repository(owner: $o, name: $n) {
    pullRequest(number: 7) { reviewThreads(first: 50) { nodes { id isResolved
      comments(first: 1) { totalCount nodes { id body author { login } } } } } } } }`,
  { o: 'acme', n: 'shop' });
  const [thread] = threads.json.data.repository.pullRequest.reviewThreads.nodes;
  assert.deepEqual(thread.comments.nodes.map((c) => [c.body, c.author.login]),
    [['Why?', 'github-actions']]);
  const done = await ask(`mutation($c: ID!, $t: ID!) {
    minimizeComment(input: { subjectId: $c, classifier: OUTDATED }) { minimizedComment { isMinimized } }
    resolveReviewThread(input: { threadId: $t }) { thread { isResolved } } }`,
  { c: thread.comments.nodes[0].id, t: thread.id });
  assert.deepEqual(done.json.data, { minimizeComment: { minimizedComment: { isMinimized: true } },
    resolveReviewThread: { thread: { isResolved: true } } });
  github.assertClean();

  const missing = await ask('mutation { minimizeComment(input: { subjectId: "no", classifier: OUTDATED }) { clientMutationId } }');
  assert.equal(missing.json.errors[0].type, 'NOT_FOUND');
  github.assertClean();
  await ask('{ repository(owner: "acme", name: "shop") { noSuchField } }');
  assert.equal(github.violations.length > 0, true);
});

test('a push moves comments with their lines, or leaves them outdated', async (t) => {
  const { github, pull, repo } = await start(t);

  github.state.addReview(pull, { comments: [{ path: 'a.txt', line: 20, body: 'Why?' }] });
  repo.write({ 'a.txt': `new first\n${lines(40, (i) => (i === 20 ? 'twenty' : null))}` }).commit();
  github.state.push(7);
  assert.equal((await call(github, 'GET', '/pulls/7/comments')).json[0].line, 21);
  repo.write({ 'a.txt': lines(40, (i) => (i === 20 ? '20' : null)) }).commit();
  github.state.push(7);
  assert.equal((await call(github, 'GET', '/pulls/7/comments')).json[0].line, null);
  github.assertClean();
});

test('faults: an answer once, a lost answer, a reset, a broken body', async (t) => {
  const { github } = await start(t);
  const get = () => call(github, 'GET', '/pulls/7');

  github.fault({ path: /pulls/, ...badGateway });
  assert.equal((await get()).status, 502);
  assert.equal((await get()).status, 200);
  github.fault({ path: /pulls/, ...rateLimit.secondary(2) });
  assert.equal((await get()).headers.get('retry-after'), '2');
  for (const fault of [{ reset: true }, { truncate: 100 }, { broken: true }]) {
    github.fault(fault);
    await assert.rejects(get());
  }
  github.fault({ method: 'POST', reset: true, carryOut: true });
  await assert.rejects(call(github, 'POST', '/issues/7/comments', { body: { body: 'One' } }));
  assert.equal(github.state.comments.length, 1);
});

test('another host sees what it is asked, and by whom', async (t) => {
  const { github } = await start(t);
  const other = await startOtherHost(t);

  github.fault({ redirect: `${other.origin}/there` });
  const { status, headers } = await call(github, 'GET', '/pulls/7');
  assert.equal(status, 301);
  await fetch(headers.get('location'));
  assert.equal(other.seen[0].headers.authorization, undefined);
});

test('an Enterprise server has its API elsewhere', async (t) => {
  const { github } = await start(t, { ghes: true });

  assert.match(github.env().GITHUB_API_URL, /\/api\/v3$/);
  assert.equal((await call(github, 'GET', '/pulls/7')).status, 200);
  github.assertClean();
});
