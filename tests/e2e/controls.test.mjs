// That a control goes from what stays is a finding of its own, once for each line:
// tests/rules/controls.tsv, a path, the topic, "gone" or "kept", the lines of a hunk.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import test from 'node:test';

import { makeRepo } from '../support/repo.mjs';

const table = readFileSync(resolve(import.meta.dirname
  ?? new URL('.', import.meta.url).pathname, '../rules/controls.tsv'), 'utf8');
const rows = table.trimEnd().split('\n').filter(line => !line.startsWith('#'))
  .map(line => line.split('\t'))
  .map(([path, topic, fate, text]) => ({ path, topic, fate, lines: text.split('\\n') }));

function asDiff({ path, lines }) {
  const count = sign => lines.filter(line => line[0] !== sign).length;
  return `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n`
    + `@@ -10,${count('+')} +10,${count('-')} @@\n${lines.join('\n')}\n`;
}

function controlsRemoved(repo, row) {
  const done = repo.run(['check', '--diff', '-', '--format', 'json'], { input: asDiff(row) });
  return JSON.parse(done.stdout).findings.filter(({ id }) => id === 'mitigation/control-removed');
}

const kinds = [...new Set(rows.map(({ path }) => extname(path) || path))];
for (const kind of kinds) {
  const ofKind = rows.filter(({ path }) => (extname(path) || path) === kind);

  test(`a control that goes is said to be one, and one that stays is not: ${kind}`, (t) => {
    const repo = makeRepo(t);
    repo.write({ z: '\n' }).commit('base');
    const wrong = ofKind.map(row => ({ ...row, found: controlsRemoved(repo, row) }))
      .filter(({ topic, fate, found }) => (fate === 'gone') !== found.some(f => f.topic === topic))
      .map(({ topic, fate, lines }) => `${topic} ${fate}: ${lines.join('\\n')}`);
    assert.deepEqual(wrong, []);
  });

  test(`no line of a control is reported twice for one topic: ${kind}`, (t) => {
    const repo = makeRepo(t);
    repo.write({ z: '\n' }).commit('base');
    const twice = ofKind.filter((row) => {
      const places = controlsRemoved(repo, row).map(f => `${f.topic} ${f.line} ${f.side}`);
      return new Set(places).size < places.length;
    }).map(({ lines }) => lines.join('\\n'));
    assert.deepEqual(twice, []);
  });
}
