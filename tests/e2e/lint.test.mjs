// threatgate lint: what a team sees before it commits a threat model.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder, makeRepo, run, writeFiles } from '../support/repo.mjs'

const model = total => `---
covers: ["src/**"]
---
# Till

The till takes the orders of guests and prints them in the kitchen next door.

| Threat | D | R | E | A | D | Total | Priority |
|---|---|---|---|---|---|---|---|
| T1: Forged order | 3 | 2 | 2 | 1 | 2 | ${total} | High |

| Threat | Mitigation | Status | Owner |
|---|---|---|---|
| T1: Forged order | The till signs each order | implemented | ann |
`

function repository(t, files) {
	const repo = makeRepo(t)
	writeFiles(repo.dir, { 'src/till.py': 'def sign(order):\n    return order\n', ...files })
	return repo
}

function lint(cwd, args = []) {
	const result = run(['lint', '--format', 'json', ...args], { cwd })
	return { ...result, report: JSON.parse(result.stdout) }
}

test('a wrong total fails, is repaired by --fix, and then passes', t => {
	const { dir } = repository(t, { 'docs/threat-models/till.md': model(9) })
	const before = lint(dir)
	const found = before.report.findings.find(f => f.id === 'model/dread-total')
	assert.equal(before.status, 1)
	assert.equal(found.path, 'docs/threat-models/till.md')
	assert.equal(found.line, 10)
	const fixed = lint(dir, ['--fix'])
	assert.equal(fixed.status, 0, fixed.stdout)
	assert.ok(fixed.report.summary.repaired > 0)
	assert.match(readFileSync(join(dir, 'docs/threat-models/till.md'), 'utf8'),
		/\| 10 +\| High/)
	assert.equal(lint(dir).status, 0)
})

test('a coverage pattern that matches nothing is an error', t => {
	const text = model(10).replace('src/**', 'lib/**')
	const { dir } = repository(t, { 'docs/threat-models/till.md': text })
	const { status, report } = lint(dir, ['docs/threat-models'])
	assert.equal(status, 1)
	assert.ok(report.findings.some(f => f.id === 'model/covers-nothing'))
})

test('a README beside the models is none; a file that is named is one', t => {
	const { dir } = repository(t, { 'docs/threat-models/README.md': '# Models\n\nAll of them.\n' })
	assert.equal(lint(dir).report.summary.models, 0)
	const named = lint(dir, ['docs/threat-models/README.md'])
	assert.equal(named.report.summary.models, 1)
	assert.ok(named.report.findings.some(f => f.id === 'model/unrecognised'))
})

test('a wrong policy is exit 2, with its line', t => {
	const { dir } = repository(t, { '.threatgate.yml': 'chekclist: {}\n' })
	const { status, report } = lint(dir)
	assert.equal(status, 2)
	assert.equal(report.findings[0].path, '.threatgate.yml')
	assert.equal(report.findings[0].line, 1)
})

test('what the terminal shows cannot be steered by a document', t => {
	const text = model(9).replace('Forged order', 'Forged \u001b[2J order')
	const { dir } = repository(t, { 'docs/threat-models/till.md': text })
	const { stdout } = run(['lint'], { cwd: dir })
	assert.match(stdout, /docs\/threat-models\/till\.md:10: error: /)
	assert.ok(!stdout.includes('\u001b'))
})

test('a file outside of any repository is checked, too', t => {
	const dir = makeFolder(t)
	writeFiles(dir, { 'till.md': model(10).replace(/^---[^]*?---\n/, '') })
	assert.equal(lint(dir, ['till.md']).status, 0)
	assert.equal(run(['lint', 'gone.md'], { cwd: dir }).status, 3)
})
