// What people of a framework would name at once is seen: tests/rules/idioms.tsv,
// a path, a topic and the lines of one hunk each. A topic with a "~" is one that such
// a line tells only beside a second sign.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import test from 'node:test';

import { makeRepo } from '../support/repo.mjs';

const table = readFileSync(resolve(import.meta.dirname
  ?? new URL('.', import.meta.url).pathname, '../rules/idioms.tsv'), 'utf8');
const idioms = table.trimEnd().split('\n').filter(line => !line.startsWith('#'))
  .map(line => line.split('\t')).map(([path, topic, text]) => ({ path, topic, text }));

function asDiff({ path, text }) {
  const lines = text.split('\\n');
  const count = sign => lines.filter(line => line[0] !== sign).length;
  return `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n`
    + `@@ -10,${count('+')} +10,${count('-')} @@\n${lines.join('\n')}\n`;
}

const kinds = [...new Set(idioms.map(({ path }) => extname(path) || path))];
for (const kind of kinds) {
  test(`changes that everybody knows are seen: ${kind}`, (t) => {
    const repo = makeRepo(t);
    repo.write({ z: '\n' }).commit('base');
    const unseen = idioms.filter(({ path }) => (extname(path) || path) === kind)
      .filter((idiom) => {
        const done = repo.run(['check', '--diff', '-', '--format', 'json'],
          { input: asDiff(idiom) });
        const { topics, signals } = JSON.parse(done.stdout);
        return idiom.topic.endsWith('~')
          ? !signals.some(({ topic, confidence }) => `${topic}~` === idiom.topic
              && confidence === 'medium')
          : !topics.find(({ id }) => id === idiom.topic).detected;
      }).map(({ topic, text }) => `${topic}: ${text}`);
    assert.deepEqual(unseen, []);
  });
}
