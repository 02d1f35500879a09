// Pull requests against the example's order service: what a security lead is
// told, and that each finding stands on a line that the pull request changes.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { makeRepo } from '../support/repo.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const base = join(root, 'examples/order-service/base');
const MODEL = 'docs/threat-models/order-service.md';
const ORDER = 'services/order';

function filesOf(dir, prefix = '') {
  return readdirSync(dir, { withFileTypes: true }).reduce((files, entry) => ({
    ...files,
    ...(entry.isDirectory()
      ? filesOf(join(dir, entry.name), `${prefix}${entry.name}/`)
      : { [prefix + entry.name]: readFileSync(join(dir, entry.name), 'utf8') }),
  }), {});
}

const files = filesOf(base);
const model = files[MODEL];

const say = (text) => `## Security Considerations

- [x] Does this change handle user input?
  ${text}
- [x] Does this change cross a trust boundary?
  ${text}
- [x] Does this change handle sensitive data?
  ${text}
- [x] Does this change introduce a new external dependency?
  ${text}
- [x] Could this change be abused at scale?
  ${text}
`;
const explained = say('Orders stay as they are; the change is described above in full.');

/** Lines that a change touches: "path:side:line". */
function touched(repo) {
  const lines = new Set();
  let path, from, to;

  for (const line of repo.git('diff', '-U0', '--no-renames', 'main', 'change').split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line);

    if (/^--- a\//.test(line)) path = line.slice(6);
    else if (/^\+\+\+ b\//.test(line)) path = line.slice(6);
    else if (hunk) [from, to] = [Number(hunk[1]), Number(hunk[2])];
    else if (line.startsWith('+') && !line.startsWith('+++')) lines.add(`${path}:new:${to++}`);
    else if (line.startsWith('-') && !line.startsWith('---')) lines.add(`${path}:old:${from++}`);
  }
  return lines;
}

function check(t, change, { body = explained, before = {} } = {}) {
  const repo = makeRepo(t);

  repo.write({ ...files, ...before }).commit('base');
  repo.branch('change').write(change).commit('change');
  const { findings } = repo.run(['check', '--base', 'main', '--head', 'change', '--body', '-',
    '--format', 'json'], { input: body, env: { THREATGATE_TODAY: '2026-11-02' } }).json;
  return { findings, lines: touched(repo),
    of: (id) => findings.filter((f) => f.id === id) };
}

/** The one finding of that kind; it stands on a changed line. */
function only(result, id) {
  const found = result.of(id);

  assert.equal(found.length, 1, `${id}: ${JSON.stringify(result.findings, null, 1)}`);
  const [f] = found;
  assert.ok(result.lines.has(`${f.path}:${f.side ?? 'new'}:${f.line}`),
    `${f.path}:${f.side}:${f.line} is not changed here`);
  assert.ok(f.fix, 'it says what to do');
  return f;
}

const edit = (path, from, to) => {
  assert.ok(files[path].includes(from), `${path} has no "${from}"`);
  return { [path]: files[path].replace(from, to) };
};

test('a threat that loses its mitigation is named, on the line that lost it', (t) => {
  const result = check(t, edit(MODEL, '| Limit the order endpoint to 10 requests a minute and user | implemented |',
    '| None | |'));
  const missing = only(result, 'mitigation/missing');

  assert.equal(missing.level, 'error');
  assert.match(missing.message, /T3 "The order endpoint is flooded" \(critical risk/);
  assert.match(missing.message, /said to have no mitigation/);
  const gone = only(result, 'model/mitigation-deleted');
  assert.match(gone.message, /Limit the order endpoint to 10 requests/);
});

test('a high threat that nobody mitigates is shown where its code is touched', (t) => {
  const open = model.replace(/\| T11 \| Verify Stripe.*\n/, '');
  const change = edit(`${ORDER}/webhooks.py`, 'STRIPE_WEBHOOK_SECRET)\n', `STRIPE_WEBHOOK_SECRET)


@app.route("/webhooks/refund", methods=["POST"])
def refund_webhook():
    return refund(request.get_json()["order_id"])
`);
  const result = check(t, change, { before: { [MODEL]: open } });
  const f = only(result, 'mitigation/missing');

  assert.equal(f.level, 'error');
  assert.equal(f.path, `${ORDER}/webhooks.py`);
  assert.match(f.message, /T11 "A webhook that Stripe never sent confirms a payment" \(high risk, docs\/threat-models\/order-service\.md:70\)/);
  assert.match(f.message, /This change touches what it is about/);
  // mitigated as it is in the example, it is none
  assert.deepEqual(check(t, change).of('mitigation/missing'), []);
});

test('code of a kind that the model has no threat of is pointed out', (t) => {
  const narrow = model.replace(/\| T\d+ \| (?!Spoofing|Repudiation|Denial).*\n/g, (row) =>
    (/\| T(1|3|11|10) \|/.test(row) ? row : ''));
  const change = edit(`${ORDER}/store.py`, '    def mark_paid', `    def search(self, words):
        with self.connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM orders WHERE note LIKE '%{words}%'")
            return cursor.fetchall()

    def mark_paid`);
  const f = only(check(t, change, { before: { [MODEL]: narrow } }), 'mitigation/unanalysed');

  assert.equal(f.level, 'error', 'SQL from text is of high severity');
  assert.match(f.message, /has no threat of the kind .*Tampering/);
  assert.match(f.message, /SQL is put together from text/);
  assert.deepEqual(check(t, change).of('mitigation/unanalysed'), [], 'T8 is about it');
});

test('an edit of cited code is a warning on it, its removal an error', (t) => {
  const edited = only(check(t, edit(`${ORDER}/orders.py`,
    'price_of(line["article"]) * line["quantity"]', 'line["price"] * line["quantity"]')),
  'mitigation/evidence-touched');

  assert.equal(edited.level, 'warning');
  assert.equal(edited.path, `${ORDER}/orders.py`);
  assert.match(edited.message, /edits services\/order\/orders\.py:order_total, .*evidence that T2 is mitigated: "Compute the total again/);

  const removed = only(check(t, edit(`${ORDER}/orders.py`, `def order_total(order):
    return sum(price_of(line["article"]) * line["quantity"] for line in order["lines"])
`, '')), 'mitigation/evidence-touched');

  assert.equal(removed.level, 'error');
  assert.equal(removed.side, 'old');
  // next to it, in the same file: another function
  assert.deepEqual(check(t, edit(`${ORDER}/orders.py`, 'quantity = fields.Integer(required=True',
    'quantity = fields.Integer(required=True, strict=True')).of('mitigation/evidence-touched'), []);
});

test('a guard that is taken away stands on the line where it was', (t) => {
  const change = edit(`${ORDER}/app.py`, '@login_required\ndef show_order', 'def show_order');
  const silent = `## Security Considerations

- [ ] Does this change handle user input? No.
- [ ] Does this change cross a trust boundary? No.
- [ ] Does this change handle sensitive data? No.
- [ ] Does this change introduce a new external dependency? No.
- [ ] Could this change be abused at scale? No.
`;
  const f = only(check(t, change, { body: silent }), 'mitigation/control-removed');

  assert.equal(f.level, 'error');
  assert.deepEqual([f.path, f.side], [`${ORDER}/app.py`, 'old']);
  assert.match(f.message, /the checklist does not say why/);
  assert.deepEqual(check(t, change, { body: say('The gateway checks every session since '
    + 'September, the service trusts its header.') }).of('mitigation/control-removed'), []);
});

test('new ways in want the model looked at, and a declaration with a reason will do', (t) => {
  const change = edit(`${ORDER}/app.py`, '@app.route("/webhooks/stripe"', `@app.route("/orders/<int:order_id>/cancel", methods=["POST"])
@login_required
def cancel_order(order_id):
    return jsonify(orders.cancel(current_user().id, request.get_json()["reason"]))


@app.route("/webhooks/stripe"`);
  const f = only(check(t, change), 'model/review-needed');

  assert.equal(f.level, 'error');
  assert.match(f.message, /order-service\.md covers this code and was not reviewed with this change: new-feature/);
  const declared = `${explained}\nThreat model reviewed: no change, because T1, T2 and T4 hold for cancelling too.\n`;
  assert.deepEqual(check(t, change, { body: declared }).of('model/review-needed'), []);
});

test('code beside the model\'s coverage is said to have none', (t) => {
  const change = { 'services/loyalty/app.py': `from flask import Flask, request

app = Flask(__name__)


@app.route("/points", methods=["POST"])
def add_points():
    return save(request.get_json()["points"])
` };
  const f = only(check(t, change), 'model/missing');

  assert.equal(f.level, 'warning');
  assert.equal(f.path, 'services/loyalty/app.py');
  assert.match(f.message, /No threat model covers this code/);
  const covered = { ...change, [MODEL]: model.replace('  - gateway/**', '  - gateway/**\n  - services/loyalty/**') };
  assert.deepEqual(check(t, covered).of('model/missing'), []);
});

test('what a change takes from the model stands on the line it takes', (t) => {
  const row = only(check(t, edit(MODEL,
    '| TB3 | Internal cluster and Stripe | payment requests |\n', '')), 'model/scope-shrunk');

  assert.equal(row.side, 'old');
  assert.match(row.message, /no longer lists the trust boundary “Internal cluster and Stripe”/);

  const threat = only(check(t, edit(MODEL,
    '| T10 | Repudiation | Order service to PostgreSQL | Nobody can tell who changed an order |\n', '')),
  'model/threat-deleted');

  assert.match(threat.message, /Threat T10 \(Nobody can tell who changed an order\) is no longer in the model/);
});

test('a comment that silences a check counts once it is in the base', (t) => {
  const comment = '<!-- threatgate:ignore model/dread-total -- totals are rounded here -->\n\n';
  const wrong = (m) => m.replace('| T8 | 3 | 3 | 2 | 3 | 2 | 13 |', '| T8 | 3 | 3 | 2 | 3 | 2 | 14 |');
  const silenced = (m) => m.replace('## Risk\n', `## Risk\n\n${comment}`);
  const [added] = check(t, { [MODEL]: silenced(wrong(model)) }).of('model/dread-total');

  assert.equal(added.level, 'error');
  assert.equal(added.waived, null);
  assert.match(added.message, /the comment that silences it is new/);
  const [known] = check(t, { [MODEL]: silenced(wrong(model)) }, { before: { [MODEL]: silenced(model) } })
    .of('model/dread-total');

  assert.equal(known.level, 'note');
  assert.equal(known.waived, 'totals are rounded here');
  const [whole] = check(t, { 'docs/threat-models/second.md': silenced(wrong(model)) }).of('model/dread-total');

  assert.equal(whole.level, 'note', 'a document that is new as a whole speaks for itself');
});

// Each finding says by which sentence it can be answered; that sentence, filled in,
// must be understood.
const LONG = 'A stolen session cookie is used to order as somebody else, from another country and at night';
const untitled = model.split('\n').map((l) => l.replace(/^\| T1 \| Spoofing \| [^|]*\|/,
  '|  | Spoofing | Customer to gateway |').replace('A stolen session cookie is used to order as somebody else', LONG))
  .join('\n');
const answerable = [
  ['model/threat-deleted', model, (m) => m.replace(/^\| T10 .*\n/gm, '')],
  ['model/threat-deleted', untitled, (m) => m.replace(/^\|  \| Spoofing .*\n/gm, '')],
  ['model/threat-deleted', model, () => null],
  ['model/threat-deleted', model, (m) => m.replace(/^# Order service[^]*/m, '# Order service\n\nWe take care.\n')],
  ['model/mitigation-deleted', model, (m) => m.replace(/^\| T8 \| Use .*\n/gm, '')],
  ['model/mitigation-weakened', model, (m) => m.replace('Use parameters in every query', 'Use parameters in some queries')],
  ['model/status-regressed', model, (m) => m.replace('in every query | implemented', 'in every query | planned')],
  ['model/risk-lowered', model, (m) => m.replace('| T2 | 3 | 3 | 2 | 1 | 2 | 11 | High |', '| T2 | 1 | 1 | 2 | 1 | 2 | 7 | Medium |')],
  ['model/scope-shrunk', model, (m) => m.replace('  - gateway/**\n', '')],
  ['model/scope-shrunk', model, (m) => m.replace(/^\| TB3 .*\n/gm, '')],
  ['model/scope-shrunk', model, (m) => m.replace('owner:', 'threshold: critical\nowner:')],
  ['model/acceptance-removed', model.replace('| T6 | Redact personal fields in the logging filter | implemented',
    '| T6 | Accepted risk: logs stay inside the cluster | accepted'), (m) => m.replace(/^\| T6 \| Accepted .*\n/gm, '')],
];

for (const [id, from, alter] of answerable) {
  test(`${id} can be answered as it says (${alter})`, (t) => {
    const before = { [MODEL]: from };
    const change = { [MODEL]: alter(from) };
    const asked = check(t, change, { before }).of(id).filter((f) => f.level === 'error');

    assert.equal(asked.length, 1, id);
    const [, sentence] = /\u201c(.*?)\u201d/.exec(asked[0].fix);
    const said = sentence.split('...');

    for (const [answer, level] of [
      [said.slice(0, -1).join('handled elsewhere now') + 'the flow was switched off in March', 'note'],
      [said.slice(0, -1).join('TODO') + 'TODO', 'error'],
    ]) {
      const now = check(t, change, { before, body: `${explained}\n${answer}\n` }).of(id);

      assert.deepEqual(now.map((f) => f.level), [level], `${answer}\n${JSON.stringify(now)}`);
    }
  });
}
