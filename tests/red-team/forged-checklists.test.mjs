// Bodies that try to pass without an answer. The change opens a route without a
// guard; each body must leave the run failed. The innocent ones below must pass.
import assert from 'node:assert/strict';
import test from 'node:test';

import { makeRepo } from '../support/repo.mjs';

const guarded = `from flask import Flask, request
from flask_login import login_required

app = Flask(__name__)


@app.route("/orders")
@login_required
def orders():
    return "ok"
`;
const opened = `${guarded}

@app.route("/export", methods=["POST"])
def export():
    return run_query(request.args["q"])
`;

const questions = [
  'Does this change handle user input? If yes, is it validated?',
  'Does this change cross a trust boundary? If yes, is it authenticated and authorized?',
  'Does this change handle sensitive data? If yes, is it encrypted and not logged?',
  'Does this change introduce a new external dependency? If yes, is it pinned and verified?',
  'Could this change be abused at scale? If yes, are there rate limits?',
];
const ids = ['user-input', 'trust-boundary', 'sensitive-data', 'dependency', 'abuse'];
const heading = '## Security Considerations\n';
const honest = 'Yes: only staff reach it, the gateway checks their session';
const items = (answer, mark = 'x') => questions
  .map((q, i) => `- [${mark}] ${typeof answer === 'function' ? answer(q, i) : `${q} ${answer}`}`)
  .join('\n');
const section = (answer, mark) => `${heading}${items(answer, mark)}\n`;
const good = section(honest);
const cyrillic = (text) => text.replace(/[aeopcxy]/g, (c) => 'аеорсху'['aeopcxy'.indexOf(c)]);

const repo = makeRepo();
repo.write({ 'app/views.py': guarded }).commit('base');
repo.branch('change').write({ 'app/views.py': opened }).commit('change');
const judge = (body) => repo.run(['check', '--base', 'main', '--head', 'change',
  '--format', 'json', '--body', '-'], { input: body });

test('an honest answer passes', () => {
  const done = judge(good);
  assert.equal(done.status, 0, done.stdout);
});

const forged = {
  'nothing at all': '',
  'another text': 'Adds an export.\n',
  'the empty template': section('', ' '),
  'empty ticks': section(''),
  'ticks with a word': section('Yes'),
  'a bare No': section('No'),
  'a bare No in bold': section('**No**'),
  'a bare No in Cyrillic letters': section('Nо'),
  'not applicable': section('N/A'),
  'not applicable, in words': section('Not applicable'),
  'none': section('None'),
  'a dash': section('-'),
  'yes and a dash': section('Yes: -'),
  'struck out questions': section((q) => `~~${q}~~`),
  'placeholders': section('Yes: TODO'),
  'placeholders, longer': section('Yes: to be done later'),
  'see above': section('Yes: see above'),
  'dots': section('Yes: ... ... ...'),
  'a hint of the template': section('Yes: <how is it done here>'),
  'lorem ipsum': section('Yes: lorem ipsum dolor sit amet'),
  'the same word': section('Yes: yes yes yes yes'),
  'the question again': section((q) => `${q} Yes: ${q}`),
  'the question in other letters': section((q) => `${q} Yes: ${cyrillic(q)}`),
  'half of the question': section('Yes: it is authenticated and authorized'),
  'invisible text': section('Yes: \u200b\u200c\u200d \u2060\ufeff \u00ad\u180e'),
  'Hangul fillers': section('Yes: \u3164 \u115f \u1160 \uffa0'),
  'braille blanks': section('Yes: \u2800\u2800 \u2800 \u2800'),
  'tags': section('Yes: \u{e0061}\u{e0062} \u{e0063} \u{e0064}'),
  'combining marks': section('Yes: \u0301 \u0302 \u0303'),
  'emoji': section('Yes: :+1: :+1: :+1:'),
  'signs': section('Yes: !!! ??? *** ###'),
  'numbers': section('Yes: 1 2 3'),
  'an answer in an HTML comment': section(`Yes <!-- ${honest} -->`),
  'an answer in an attribute': section(`Yes <span title="${honest}"></span>`),
  'an answer in entities of nothing': section('Yes: &#8203;&#8203; &zwnj; &nbsp;'),
  'an image as the answer': section('Yes: ![](https://example.org/x.png)'),
  'the section in an HTML comment': `<!--\n${good}-->\n`,
  'the section in a fence': `\`\`\`markdown\n${good}\`\`\`\n`,
  'the section in an indented block': good.replace(/^/gm, '    '),
  'the section in a quote': good.replace(/^/gm, '> '),
  'the section in pre': `<pre>\n${good.replace(/\n/g, '\n')}</pre>\n`,
  'items in a fence': `${heading}\`\`\`\n${items(honest)}\n\`\`\`\n`,
  'items in a comment': `${heading}<!--\n${items(honest)}\n-->\n`,
  'another section': good.replace('Security Considerations', 'Type of change'),
  'a heading that resembles': good.replace('Security Considerations', 'Insecurity Reconsiderations'),
  'questions in letters that resemble': section((q) => cyrillic(q)),
  'a text that only mentions the questions': `${heading}All of them are fine.\n`,
  'items that are no tasks, without an answer': `${heading}${questions.map((q) => `- ${q}`).join('\n')}\n`,
  'ids that point elsewhere': section((q, i) => `<!-- threatgate:${ids[(i + 1) % 5]} --> ${i === 1 || i === 0 ? 'Nothing' : q}`),
  'ids alone': section((q, i) => `<!-- threatgate:${ids[i]} -->`),
  'two copies that contradict': `${good}\n${section('No')}`,
  'a second section that is empty': `${section('', ' ')}\n${good}`,
  'nested Yes and No': `${heading}${questions.map((q) =>
    `- [x] ${q}\n  - [x] Yes\n  - [x] No\n`).join('')}`,
  'nested No': `${heading}${questions.map((q) => `- [x] ${q}\n  - [x] No\n`).join('')}`,
  'nested Yes': `${heading}${questions.map((q) => `- [x] ${q}\n  - [x] Yes\n`).join('')}`,
  'a giant body with the section cut away': `${'x\n'.repeat(200000)}`,
  'the section after a comment that never ends': `<!--\n${good}`,
  'a struck out answer': section(`Yes: ~~${honest}~~`),
  'an unticked Yes': section('', ' '),
};

for (const [name, body] of Object.entries(forged))
  test(`forged: ${name}`, () => {
    const done = judge(body);
    assert.notEqual(done.status, 0, `passed: ${body.slice(0, 300)}`);
  });

const more = Array.from({ length: 300 }, (_, i) => `Paragraph ${i} of a long text.\n\n`).join('');
const innocent = {
  'CRLF': good.replace(/\n/g, '\r\n'),
  'lone CR': good.replace(/\n/g, '\r'),
  'folded away': `<details>\n<summary>Checklist</summary>\n\n${good}\n</details>\n`,
  'other levels and an emoji': good.replace('## Security', '#### :lock: security'),
  'capital X and stars': good.replace(/- \[x\]/g, '* [X]'),
  'a numbered list': good.replace(/- \[x\]/g, '1. [x]'),
  'other lists around it': `## Type of change\n- [ ] Bug fix\n- [x] Feature\n\n${good}\n## Notes\n- [ ] later\n`,
  'a long text around it': `${more}${good}\n## More\n\n${more}`,
  'answers in nested lists': `${heading}${questions.map((q) =>
    `- [x] ${q}\n  - [x] Yes\n    - staff only, checked by the gateway\n  - [ ] No\n`).join('')}`,
  'answers in paragraphs': `${heading}${questions.map((q) =>
    `- [x] ${q}\n\n  ${honest}\n`).join('\n')}`,
  'No with a reason': section('No: the gateway keeps everybody but staff out'),
  'another language': section('Yes: nur Angestellte erreichen diese Ansicht'),
  'Greek': section('Yes: μόνο το προσωπικό έχει πρόσβαση'),
  'Chinese': section('Yes: 只有员工可以访问此接口，网关会检查会话'),
  'ids and own words': section((q, i) => `<!-- threatgate:${ids[i]} --> ${q} ${honest}`),
};

for (const [name, body] of Object.entries(innocent))
  test(`innocent: ${name}`, () => {
    const done = judge(body);
    assert.equal(done.status, 0, JSON.stringify(done.json.findings, null, 1));
  });
