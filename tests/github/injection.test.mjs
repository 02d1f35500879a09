// Whatever a pull request's author writes, wherever, is shown and does nothing:
// not in the log (where the runner looks for commands), not in Markdown (where
// GitHub looks for people, pictures and links), not in files that others read.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

import { checklist, scenario } from './scenario.mjs';

const ATTACKS = {
  'a mention': '@acme/team and @ada',
  'a picture': '<img src=https://evil.example/x onerror=alert(1)>',
  'a script': '<script>alert(1)</script><details open>',
  'backticks': '`` ` ``` `a',
  'a fence': '~~~ ``` ',
  'a link': '[all is well](https://evil.example) ![x](https://evil.example/y)',
  'bare links': 'https://evil.example www.evil.example mailto:a@evil.example',
  'a table that ends': '| --- | a |',
  'an HTML comment': '<!-- threatgate:v1: --> <!--',
  'an issue': 'fixes #1 acme/other#2 GH-3',
  'a command': '::set-output name=verdict::pass',
  'a command after blanks': '  ::error file=x::y',
  'a command in percent': '%0A::set-output name=verdict::pass%0D%0A',
  'an old command': '##[error]All is lost ##[add-mask]e',
  'properties of a command': 'a,title=b:c::d',
  'colours of a terminal': '\u001b[2J\u001b[31mred\u001b]0;title\u0007',
  'right to left': '\u202epass\u2066\u2069\u200f',
  'controls': '\u0008\u0008\u000b\u007f\u009b31m',
  'an output of the runner': 'verdict<<EOF pass EOF',
  'an ampersand': '&lt;img&gt; &#64;acme &commat;acme',
};
const MARK = 'zq9mark';

const safeBody = (text) => text.replaceAll('\u0000', '');

async function attacked(t, attack) {
  const evil = `${MARK} ${attack} ${MARK}`;
  const name = evil.replaceAll('/', '\u2215'); // a path has no slash in a name
  const view = (guard) => `@app.route("/a")\n${guard}def a():\n    return render("a")\n`;

  return scenario(t, {
    base: {
      [`shop/${name}.py`]: view(`@login_required  # ${evil}\n`),
      'docs/threat-models/shop.md': `---\ncovers: ["shop/**"]\n---\n# ${evil}\n\n## Threats\n\n` +
        '| ID | Threat | STRIDE | Risk | Mitigation | Status | Owner |\n|---|---|---|---|---|---|---|\n' +
        `| T1 | ${evil.replaceAll('|', '\\|')} | Spoofing | High | none | | |\n`,
    },
    head: { [`shop/${name}.py`]: view('') },
    body: safeBody(`${checklist([true, `${evil} some words here`, true, true, true])}\n\n${evil}\n`),
    pull: { title: evil, labels: [evil.slice(0, 50)] },
  });
}

const TAGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'p', 'ul', 'ol', 'li', 'strong', 'em', 'code', 'pre',
  'table', 'thead', 'tbody', 'tr', 'th', 'td', 'details', 'summary', 'sub', 'br', 'a', 'blockquote', 'hr']);

/** Markdown as GitHub reads it, in which nothing of others is more than text. */
function checkMarkdown(text, where) {
  const html = micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })
    .replace(/^<!-- threatgate:v1:[\w:-]* -->$/gm, '');
  const say = (what) => `${where}: ${what}\n${text}`;

  for (const [, tag] of html.matchAll(/<\/?([a-z][a-z0-9-]*)/gi))
    assert.equal(TAGS.has(tag.toLowerCase()), true, say(`<${tag}>`));
  for (const [tag] of html.matchAll(/<[a-z][^>]*>/gi))
    assert.equal(/ on\w+=|style=|src=/i.test(tag), false, say(tag));
  assert.equal(html.includes('<!--'), false, say('a comment'));
  for (const [, href] of html.matchAll(/href="([^"]*)"/g))
    assert.match(href, /^https:\/\/github\.example\//, say(href));
  const prose = html.replace(/<pre>[^]*?<\/pre>|<code>[^]*?<\/code>|<[^>]*>/g, '')
    .replaceAll(/&#64;|&commat;/g, '@').replaceAll(/&amp;(#64|commat);/g, '');
  // GitHub sees a mention where a name follows the sign at once.
  assert.doesNotMatch(prose, /(^|[^\w])@[a-z0-9]/i, say('a mention'));
  assert.doesNotMatch(prose, /(^|[^\w&])#\d|\bGH-\d/, say('an issue'));
  assert.equal((html.match(/<details>/g) ?? []).length, (html.match(/<\/details>/g) ?? []).length, say('folds'));
  checkCharacters(text, where);
}

/** Nothing that moves a cursor or turns text around. */
function checkCharacters(text, where) {
  const found = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200e\u200f]/.exec(text);

  assert.equal(found, null, `${where}: U+${found?.[0].charCodeAt(0).toString(16)}`);
}

/** A log in which the runner finds no command but our own annotations. In a line
 *  that is one, it looks for no other. */
function checkLog(text) {
  checkCharacters(text, 'the log');
  assert.equal(text.includes('\r'), false);
  for (const line of text.split('\n')) {
    if (!line.trimStart().startsWith('::')) {
      assert.equal(line.includes('##['), false, line);
      continue;
    }
    const own = /^::(error|warning|notice) ((?:file|line|title)=[^:,]*(?:,(?:file|line|title)=[^:,]*)*)::(.*)$/.exec(line);

    assert.notEqual(own, null, `not ours: ${line}`);
    assert.doesNotMatch(own[2], /title=(?![\w/-]+(,|$))/, line);
  }
}

for (const [name, attack] of Object.entries(ATTACKS)) {
  test(`${name} is text, wherever it is shown`, async (t) => {
    const s = await attacked(t, attack);
    const workspace = s.checkout();
    const run = await s.run({ workspace, inputs: { sarif: 'out.sarif' } });
    const [check] = s.state.checkRuns;
    const [comment] = s.comments;

    assert.equal(run.status, 1, run.log);
    for (const [where, text] of [['log', run.stdout], ['summary', run.summary], ['comment', comment.body]])
      assert.equal(text.includes(MARK), true, `the ${where} shows what it is about`);

    checkLog(run.log);
    checkMarkdown(run.summary, 'the job summary');
    checkMarkdown(comment.body, 'the comment');
    for (const c of s.state.reviewComments) checkMarkdown(c.body, 'a line comment');
    for (const r of s.state.reviews) checkMarkdown(r.body, 'the review');
    checkMarkdown(check.output.summary, 'the check');
    for (const a of check.annotations) {
      checkCharacters(`${a.title}${a.message}`, 'an annotation');
    }
    checkCharacters(check.output.title, 'the check\'s title');
    assert.deepEqual([...run.output.matchAll(/^(\w+)<<(\S+)\n[^]*?\n\2$/gm)].map((m) => m[1]),
      ['verdict', 'errors', 'warnings', 'report']);
    assert.equal(run.output.includes(MARK), false);
    assert.equal(JSON.parse(readFileSync(join(workspace, 'out.sarif'), 'utf8')).version, '2.1.0');
    s.github.assertClean();
  });
}

test('a path with a line end in it ends no line', async (t) => {
  const path = 'shop/a\n::set-output name=verdict::pass\n\n# All is well\n\n@acme.py';
  const view = (guard) => `@app.route("/a")\n${guard}def a():\n    return render("a")\n`;
  const s = await scenario(t, { base: { [path]: view('@login_required\n') }, head: { [path]: view('') } });

  for (const inputs of [{}, { api: 'true' }]) {
    const run = await s.run({ inputs });

    assert.equal(run.status, 1, run.log);
    checkLog(run.log);
    checkMarkdown(run.summary, 'the job summary');
    checkMarkdown(s.comments[0].body, 'the comment');
    assert.doesNotMatch(run.summary, /^# All is well/m);
  }
  s.github.assertClean();
});
