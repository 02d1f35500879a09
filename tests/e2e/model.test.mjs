// Threat models as people work with them: compare, convert, begin, audit.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { makeRepo, run } from '../support/repo.mjs';

const rows = {
  T1: '| T1 | Seat hoarding | Denial of Service | A script holds every seat |\n',
  T2: '| T2 | Forged callback | Spoofing | Somebody posts a callback that the bank never sent |\n',
};
const mitigations = {
  T1: '| T1 | Hold at most six seats per account | implemented | seats team | `services/seats/hold.py:limit` |\n',
  T2: '| T2 | Verify the signature of every callback | planned | pay team | |\n',
};

const model = (threats = ['T1', 'T2'], more = '') => `---
covers: ["services/seats/**"]
---
# Seats

## Scope

Holds and sells seats.${more}

## Data flow diagram

\`\`\`mermaid
flowchart LR
  fan[Fan browser] -->|HTTPS| api([Seat service])
  subgraph cluster [Cluster]
    api --> db[(Seat database)]
  end
\`\`\`

## Trust boundaries

- Internet to cluster

## Threats

| ID | Threat | Category | Description |
|---|---|---|---|
${threats.map((t) => rows[t]).join('')}
## Risk

| Threat | D | R | E | A | D | Total | Priority |
|---|---|---|---|---|---|---|---|
${threats.map((t) => `| ${t} | 3 | 2 | 2 | 2 | 2 | 11 | High |\n`).join('')}
## Mitigations

| Threat | Mitigation | Status | Owner | Evidence |
|---|---|---|---|---|
${threats.map((t) => mitigations[t]).join('')}`;

const path = 'docs/threat-models/seats.md';
const code = 'def limit(account):\n    return account.holds < 6\n';

function seats(t) {
  const repo = makeRepo(t);

  repo.write({ [path]: model(), 'services/seats/hold.py': code }).commit('first');
  return repo;
}

test('model diff shows what a branch took away', (t) => {
  const repo = seats(t);

  repo.branch('less').write({ [path]: model(['T1']) }).commit('less');
  const text = run(['model', 'diff', '--base', 'main'], { cwd: repo.dir });
  assert.equal(text.status, 0, text.stderr);
  assert.match(text.stdout, /! threat deleted +T2/);
  assert.match(text.stdout, /1 threat unchanged/);

  const { json } = run(['model', 'diff', '--base', 'main', '--format', 'json'],
    { cwd: repo.dir });
  assert.deepEqual(json.map((c) => c.path), [path]);
  assert.deepEqual(json[0].changes.map((c) => [c.kind, c.threat]), [['threat-deleted', 'T2']]);
});

test('model diff of two files', (t) => {
  const repo = seats(t);

  repo.write({ 'new.md': model().replace('implemented', 'planned') });
  const { stdout, status } = run(['model', 'diff', path, 'new.md'], { cwd: repo.dir });
  assert.equal(status, 0);
  assert.match(stdout, /! status went back +T1 \(Seat hoarding\): implemented → planned/);
});

test('a branch that leaves the models alone has nothing to show', (t) => {
  const repo = seats(t);

  repo.branch('code').write({ 'services/seats/hold.py': `${code}\n` }).commit('code');
  const { stdout } = run(['model', 'diff', '--base', 'main'], { cwd: repo.dir });
  assert.equal(stdout, 'no threat model changed\n');
});

for (const [to, file] of [['threat-dragon', 'seats.json'], ['otm', 'seats.otm.json'],
  ['otm-yaml', 'seats.otm.yaml'], ['threagile', 'threagile.yaml']]) {
  test(`a model goes out as ${to} and comes back`, (t) => {
    const repo = seats(t);
    const options = { cwd: repo.dir };
    const out = run(['model', 'export', '--to', to, '-o', file, path], options);

    assert.equal(out.status, 0, out.stderr);
    assert.equal(out.stdout, '');
    assert.match(out.stderr, /not carried over/);
    const back = run(['model', 'import', '-o', 'back.md', file], options);
    assert.equal(back.status, 0, back.stderr);
    const { json } = run(['model', 'show', '--format', 'json', 'back.md'], options);
    assert.deepEqual(json.threats.map((th) => [th.title, th.stride[0], th.risk.level]), [
      ['Seat hoarding', 'denial-of-service', 'high'],
      ['Forged callback', 'spoofing', 'high'],
    ]);
    assert.ok(json.threats.every((th) => th.mitigations.length === 1));
    assert.deepEqual(json.dfd.elements.map((e) => e.name).filter((n) => /^(Fan|Seat)/.test(n)).sort(),
      ['Fan browser', 'Seat database', 'Seat service']);
  });
}

test('model new begins a model and never overwrites one', (t) => {
  const repo = makeRepo(t);
  const options = { cwd: repo.dir };

  repo.write({
    'services/seats/requirements.txt': 'psycopg2==2.9.9\nstripe==9.0.0\n',
    'docker-compose.yml': 'services:\n  seats:\n    build: services/seats\n    ports: ["80:80"]\n',
  }).commit('first');
  const made = run(['model', 'new', '-o', 'seats.md', '--title', 'Seats'], options);
  assert.equal(made.status, 0, made.stderr);
  const before = readFileSync(join(repo.dir, 'seats.md'), 'utf8');
  const { json } = run(['model', 'show', '--format', 'json', 'seats.md'], options);
  assert.deepEqual(json.dfd.elements.map((e) => e.name).sort(),
    ['PostgreSQL', 'Stripe', 'Users and clients', 'seats']);

  const again = run(['model', 'new', '-o', 'seats.md'], options);
  assert.equal(again.status, 2);
  assert.match(again.stderr, /is there already/);
  assert.equal(readFileSync(join(repo.dir, 'seats.md'), 'utf8'), before);
});

test('model show says what it took as the threats, and what is no model', (t) => {
  const repo = seats(t);
  const shown = run(['model', 'show', path], { cwd: repo.dir });

  assert.equal(shown.status, 0);
  assert.match(shown.stdout, /read as +the table at line \d+/);
  assert.equal(run(['model', 'show', 'nowhere.md'], { cwd: repo.dir }).status, 3);
  assert.equal(run(['model', 'show'], { cwd: repo.dir }).status, 2);
  repo.write({ 'broken.json': '{"summary": {' });
  assert.equal(run(['model', 'show', 'broken.json'], { cwd: repo.dir }).status, 3);
});

test('audit tells a model that is older than its code from one that is not', (t) => {
  const repo = seats(t);
  const audit = (today) => run(['audit', '--format', 'json'],
    { cwd: repo.dir, env: { THREATGATE_TODAY: today } }).json.findings
    .filter((f) => f.id === 'model/stale' && f.level !== 'note');

  assert.deepEqual(audit('2027-03-01'), []); // nothing changed since
  repo.write({ 'services/seats/hold.py': `${code}\n@app.route('/free', methods=['POST'])\ndef free():\n    drop(request.json['seat'])\n` }).stage();
  repo.gitWith({ env: { GIT_COMMITTER_DATE: '2026-08-01T00:00:00Z' } },
    'commit', '-q', '-m', 'later');
  assert.equal(audit('2027-03-01').length, 1);
  repo.write({ [path]: model(undefined, ' And frees them.') }).stage();
  repo.gitWith({ env: { GIT_COMMITTER_DATE: '2026-08-02T00:00:00Z' } },
    'commit', '-q', '-m', 'looked at');
  assert.deepEqual(audit('2027-03-01'), []);
});

test('audit lists what is open and what nothing covers; a baseline puts up with it', (t) => {
  const repo = seats(t);
  const options = { cwd: repo.dir, env: { THREATGATE_TODAY: '2026-01-02' } };

  repo.write({ 'services/pay/pay.py': 'x = 1\n' }).commit('pay');
  const first = run(['audit', '--format', 'json'], options).json;
  assert.deepEqual([first.coverage.files, first.coverage.covered], [2, 1]);
  assert.deepEqual(first.open.map((o) => [o.kind, o.threat]), [['planned', 'T2']]);
  assert.deepEqual(first.findings.filter((f) => f.id === 'model/missing').map((f) => f.path),
    ['services/pay']);

  assert.equal(run(['audit', '--write-baseline', 'b.yml'], options).status, 2);
  const written = run(['audit', '--write-baseline', 'b.yml', '--reason', 'known in January'],
    options);
  assert.equal(written.status, 0, written.stderr);
  const second = run(['audit', '--baseline', 'b.yml', '--format', 'json'], options);
  assert.match(second.json.findings.find((f) => f.id === 'model/missing').waived,
    /known in January/);

  // The gap is closed: the entry now puts up with nothing.
  repo.write({ [path]: model().replace('"services/seats/**"', '"services/**"') }).commit('more');
  const third = run(['audit', '--baseline', 'b.yml', '--format', 'json'], options);
  assert.equal(third.status, 1);
  assert.ok(third.json.findings.some((f) => f.id === 'gate/baseline-stale'));
  assert.ok(!existsSync(join(repo.dir, '.threatgate')));
});

test('a document without threats is not exported in silence', (t) => {
  const repo = makeRepo(t);

  repo.write({ 'a.md': '# Policy\n\nOperators are trusted.\n' });
  const run = repo.run(['model', 'export', '--to', 'otm', 'a.md']);

  assert.equal(run.status, 0);
  assert.match(run.stderr, /nothing in the document can be read as threats/);
});

test('what another format said and this one cannot is named, too', (t) => {
  const repo = makeRepo(t);

  repo.write({ 'threagile.yaml': 'threagile_version: 1.0.0\ntitle: Shop\ntechnical_assets:\n  Till:\n'
    + '    id: till\n    type: process\n    size: component\n    machine: virtual\n' });
  const run = repo.run(['model', 'export', '--to', 'otm', 'threagile.yaml']);

  assert.match(run.stderr, /Open Threat Model[^]*machine/);
});

test('model new makes the folder that it writes into, and knows when there is nothing to model', (t) => {
  const repo = makeRepo(t);

  repo.write({ 'api/requirements.txt': 'flask\n',
    'k8s/billing.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: billing}\nspec:\n  template:\n'
      + '    spec:\n      containers:\n      - name: billing\n        image: x/billing:1\n        env:\n'
      + '        - {name: TAX_URL, value: "https://api.taxes.io/v2"}\n',
    'mkdocs.yml': 'site_url: https://manual.shop.io\n' }).commit('base');
  const run = repo.run(['model', 'new', '-o', 'docs/threat-models/all.md']);

  assert.equal(run.status, 0, run.stderr);
  const shown = repo.run(['model', 'show', '--format', 'json', 'docs/threat-models/all.md']).json;
  const names = shown.dfd.elements.map((e) => e.name);

  assert.ok(names.includes('api.taxes.io'), names.join());
  assert.ok(!names.includes('manual.shop.io'), names.join());
  const none = repo.run(['model', 'new', 'services/none']);

  assert.equal(none.status, 3);
  assert.equal(none.stdout, '');
  assert.match(none.stderr, /services\/none: there is no such folder at HEAD/);
});
