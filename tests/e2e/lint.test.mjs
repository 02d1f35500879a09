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

// A model that was looked at in January, and code that came in later.
const reviewed = `${model(10)}
<!-- seen in January -->
`

const endpoint = "@app.route('/orders', methods=['POST'])\ndef order():\n" +
	"    return save(request.json['text'])\n"

function history(t, files) {
	const repo = repository(t, files)

	dated(repo, '2026-01-05', 'first')
	return { repo, dir: repo.dir }
}

function dated(repo, date, message) {
	repo.stage()
	repo.gitWith({ env: { GIT_COMMITTER_DATE: `${date}T00:00:00Z` } }, 'commit', '-q', '-m',
		message)
}

function stale(dir, today = '2027-03-01') {
	const result = run(['lint', '--format', 'json'], { cwd: dir, env: { THREATGATE_TODAY: today } })
	return JSON.parse(result.stdout).findings.filter(f => f.id === 'model/stale')
}

test('lint tells a model that its code has outgrown, by what the code has seen since', t => {
	const { repo, dir } = history(t, { 'docs/threat-models/till.md': reviewed })

	assert.deepEqual(stale(dir), [], 'nothing has changed since')
	repo.write({ 'src/till.py': 'def sign(order):\n    """Signs."""\n    return order\n' })
	dated(repo, '2026-02-02', 'comment')
	assert.deepEqual(stale(dir), [], 'what changed is nothing that a threat model speaks of')
	repo.write({ 'src/web.py': endpoint })
	dated(repo, '2026-02-03', 'endpoint')
	const [found] = stale(dir)
	assert.equal(found.level, 'warning')
	assert.match(found.message, /looked at on 2026-01-05, 420 days ago.*last changed on 2026-02-03\).*, such as src\/web\.py:\d+/)
	assert.deepEqual(stale(dir, '2026-06-01'), [], 'not late yet')

	repo.write({ 'docs/threat-models/till.md': `${reviewed}Checked against the web endpoint.\n` })
	assert.deepEqual(stale(dir), [], 'it is being edited')
	dated(repo, '2026-02-04', 'reviewed')
	assert.deepEqual(stale(dir), [], 'it was edited since')
})

test('a date of review counts as a review, one that is to come does not', t => {
	const at = date => reviewed.replace('covers:', `reviewed: ${date}\ncovers:`)
	const { repo, dir } = history(t, { 'docs/threat-models/till.md': at('2026-03-01') })

	repo.write({ 'src/web.py': endpoint })
	dated(repo, '2026-02-03', 'endpoint')
	assert.deepEqual(stale(dir), [], 'reviewed after the change')
	repo.write({ 'docs/threat-models/till.md': at('2099-01-01') })
	const [found] = stale(dir)
	assert.match(found.message, /2099-01-01, a day that is still to come/)
})

test('without history nothing is said about staleness', t => {
	const dir = makeFolder(t)

	writeFiles(dir, { 'docs/threat-models/till.md': reviewed, 'src/till.py': 'x = 1\n' })
	assert.deepEqual(stale(dir), [])
})

test('coverage that the policy states counts: for staleness, and when it matches nothing', t => {
	const bare = reviewed.replace('covers: ["src/**"]', 'owner: till team')
	const policy = glob => `threat_models:\n  coverage:\n    ` +
		`docs/threat-models/till.md: ["${glob}"]\n`
	const { repo, dir } = history(t, {
		'docs/threat-models/till.md': bare, '.threatgate.yml': policy('src/**'),
	})

	repo.write({ 'src/web.py': endpoint })
	dated(repo, '2026-02-03', 'endpoint')
	assert.equal(stale(dir)[0].level, 'warning')
	assert.equal(lint(dir).report.findings.some(f => f.id === 'model/covers-nothing'), false)

	repo.write({ '.threatgate.yml': policy('gone/**') +
		'    docs/threat-models/gone.md: ["src/**"]\n' })
	const found = lint(dir).report.findings.filter(f => f.id === 'model/covers-nothing')
	assert.deepEqual(found.map(f => f.path).sort(),
		['.threatgate.yml', 'docs/threat-models/till.md'])
	assert.match(found.map(f => f.message).join('\n'), /"gone\/\*\*", which the policy says/)
	assert.match(found.map(f => f.message).join('\n'), /docs\/threat-models\/gone\.md/)
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
