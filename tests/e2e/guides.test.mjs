// The guides: links lead somewhere, commands exist, samples are read as meant.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

import { makeRepo, run } from '../support/repo.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const guides = ['README.md', 'rules/README.md',
  ...readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
const text = (path) => readFileSync(join(root, path), 'utf8');
const anchor = (heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}_\- ]/gu, '').replaceAll(' ', '-');

for (const guide of guides) {
  test(`${guide}: every link leads somewhere`, () => {
    for (const [, target] of text(guide).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [path, hash] = target.split('#');
      const file = path ? join(dirname(guide), path) : guide;
      assert.ok(existsSync(join(root, file)), target);
      if (!hash) continue;
      const anchors = [...text(file).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchor(heading));
      assert.ok(anchors.includes(hash), target);
    }
  });

  test(`${guide}: every command and option exists`, () => {
    const code = [...text(guide).matchAll(/^ *```sh\n([^]*?)^ *```|`(threatgate [^`]*)`/gm)]
      .map((m) => m[1] ?? m[2]).join('\n');
    for (const [, line] of code.matchAll(/^ *threatgate ([a-z][^#\n]*)/gm)) {
      const words = line.split(/[\s|>]+/).filter(Boolean);
      const path = [];
      for (const word of words) {
        if (!/^[a-z-]+$/.test(word)) break;
        const help = run([...path, '--help']).stdout;
        if (!new RegExp(`^ {2}${word} `, 'm').test(help.split('Options:')[0])) break;
        path.push(word);
      }
      assert.ok(path.length, line);
      const help = run([...path, '--help']).stdout;
      for (const [, option] of line.matchAll(/ --([a-z][a-z-]+)/g))
        assert.match(help, new RegExp(`--${option}\\b`), line);
    }
  });
}

test('the model of the first quarter of an hour is read as it is meant', (t) => {
  const guide = text('docs/getting-started.md');
  const [, tables] = /```markdown\n(\| ID[^]*?)```/.exec(guide);
  const repo = makeRepo(t);
  repo.write({ 'docs/threat-models/shop.md': `# Shop\n\n## Threats\n\n${tables}` }).commit();
  const model = repo.run(['model', 'show', '--format', 'json', 'docs/threat-models/shop.md']).json;
  assert.equal(model.threats.length, 1);
  assert.equal(model.threats[0].risk.level, 'high');
  assert.equal(model.threats[0].mitigations[0].status, 'implemented');
  assert.deepEqual(model.threats[0].mitigations[0].evidence, ['src/articles.ts:updateArticle']);
});

test('the samples of the threat model guide are read as it says', (t) => {
  const blocks = [...text('docs/threat-model-guide.md').matchAll(/```(markdown|yaml|mermaid)\n([^]*?)```/g)];
  const front = blocks.find(([, kind]) => kind === 'yaml')[2];
  const diagram = blocks.find(([, kind]) => kind === 'mermaid')[0];
  const [scope, threats, mitigations] = ['## Scope', '## Threats', '## Mitigations']
    .map((heading) => blocks.find(([, , block]) => block.startsWith(heading))[2]);
  const repo = makeRepo(t);
  repo.write({ 'docs/threat-models/order.md':
    [front, '# Order', scope, '## Data flow diagram', diagram, threats, mitigations].join('\n\n') });
  const model = repo.commit() && repo.run(['model', 'show', '--format', 'json',
    'docs/threat-models/order.md']).json;
  assert.deepEqual(model.covers, ['services/order/**', 'gateway/orders.conf']);
  assert.ok(model.sections.scope && model.sections.dfd && model.sections.trust_boundaries);
  const byId = Object.fromEntries(model.threats.map((threat) => [threat.id, threat]));
  assert.deepEqual(byId.T4.stride, ['elevation-of-privilege']);
  assert.equal(byId.T1.mitigations[0].status, 'implemented');
  assert.equal(byId.T2.mitigations[0].status, 'planned');
  assert.deepEqual(byId.T1.mitigations[0].evidence, ['services/order/auth.py:require_login']);
});
