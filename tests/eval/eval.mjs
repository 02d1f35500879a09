// How right the gate is on labelled commits: `make eval CLONES=... LABELS=...`.
//
// The label file is tab-separated with a header line; read here are: repo,
// commit, sample ("random" or "enriched"), user_input, trust_boundary,
// sensitive_data, dependency, abuse, tm_review, benign (0 or 1), evidence,
// confidence ("high", "medium", "low"), disputed (columns, or "-"), subject.
// A row of low confidence decides nothing, nor does a topic that is disputed.
// A table without subjects takes them from the clone. With `--suggest yes` every
// commit is judged with the rules that `rules suggest` proposes for its base.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { check, checkWithSuggested, findClone, folderOfClones, inParallel, options, refuse,
	run } from './clones.mjs'

const TOPICS = [
	['user-input', 'user_input'],
	['trust-boundary', 'trust_boundary'],
	['sensitive-data', 'sensitive_data'],
	['dependency', 'dependency'],
	['abuse', 'abuse'],
]
const REVIEW = ['review', 'tm_review']
const NEEDED = ['repo', 'commit', 'sample', 'evidence', 'confidence', 'benign']
const COLUMNS = [...TOPICS, REVIEW]

const opt = options({
	clones: '', labels: '', gate: 'build/threatgate',
	misses: 'build/eval/misses.txt', jobs: '2', only: '', suggest: 'no',
})

function readText(file) {
	try {
		return readFileSync(file, 'utf8')
	} catch (error) {
		return refuse(`${file} cannot be read (${error.code}): name a table of labels, LABELS=file`)
	}
}

/** Rows by their columns; a table of another shape is refused with the line. */
function readLabels(file) {
	const [head, ...lines] = readText(file).replaceAll('\r', '').trimEnd().split('\n')
	const names = head.split('\t')
	const missing = [...NEEDED, ...COLUMNS.map(([, column]) => column)]
		.filter(name => !names.includes(name))
	if (missing.length > 0)
		refuse(`${file}:1: no column ${missing.join(', ')} (names between tabs; ` +
			'tests/eval/labels/README.md)')
	return lines.map((line, i) => {
		const cells = line.split('\t')
		const row = Object.fromEntries(names.map((name, k) => [name, cells[k] ?? '']))
		const unclear = COLUMNS.find(([, column]) => !['0', '1'].includes(row[column]))
		if (unclear)
			refuse(`${file}:${i + 2}: ${unclear[1]} is "${row[unclear[1]]}", not 0 or 1`)
		return row
	})
}

function found(report, name) {
	if (name === 'review')
		return report.review.required
	return report.topics.some(topic => topic.id === name && topic.detected)
}

const counts = () => ({ right: 0, wrong: 0, missed: 0 })
const newTally = () => ({
	rows: 0, benign: 0, flagged: 0,
	of: Object.fromEntries(COLUMNS.map(([name]) => [name, counts()])),
})

/** Adds one row to a tally; returns what was wrong in it. */
function tally(sum, row, report) {
	const disputed = (row.disputed ?? '').split(',')
	const faults = []
	sum.rows++
	for (const [name, column] of COLUMNS) {
		if (disputed.includes(column))
			continue
		const want = row[column] === '1'
		const got = found(report, name)
		if (want && got)
			sum.of[name].right++
		else if (want)
			sum.of[name].missed++, faults.push(`missed ${name}`)
		else if (got)
			sum.of[name].wrong++, faults.push(`wrong ${name}`)
	}
	if (row.benign === '1' && !disputed.includes('benign')) {
		const flagged = TOPICS.some(([name]) => found(report, name))
		sum.benign++
		sum.flagged += flagged
		if (flagged)
			faults.push('benign, but flagged')
	}
	return faults
}

const share = (part, whole) => whole ? (part / whole).toFixed(2) : '-'

function print(title, sum) {
	console.log(`\n${title} (${sum.rows} rows)`)
	console.log('topic            right wrong missed  precision recall   F1')
	for (const [name] of COLUMNS) {
		const { right, wrong, missed } = sum.of[name]
		const f1 = share(2 * right, 2 * right + wrong + missed)
		console.log(name.padEnd(16), String(right).padStart(5),
			String(wrong).padStart(5), String(missed).padStart(6),
			share(right, right + wrong).padStart(10),
			share(right, right + missed).padStart(6), f1.padStart(5))
	}
	console.log(`benign with any detected topic: ${sum.flagged} of ${sum.benign}` +
		` (${(100 * sum.flagged / (sum.benign || 1)).toFixed(1)} %)`)
}

/** Each rule once, with how often it matched and where first. */
function describe(report) {
	const rules = new Map()
	for (const signal of report.signals) {
		const seen = rules.get(signal.rule)
		if (seen)
			seen.n++
		else
			rules.set(signal.rule, { n: 1, signal })
	}
	return [...rules.values()].map(({ n, signal: s }) =>
		`    ${s.confidence.padEnd(6)} ${s.topic.padEnd(14)} ${s.rule} x${n}` +
		`  ${s.path}:${s.line} ${s.change === 'removed' ? '-' : '+'} ${s.excerpt.slice(0, 120)}`)
}

folderOfClones(opt.clones)
const rows = readLabels(opt.labels).filter(row =>
	!opt.only || `${row.repo} ${row.commit}`.includes(opt.only))
if (rows.length === 0)
	refuse(`no row of ${opt.labels}` + (opt.only ? ` holds "${opt.only}"` : ''))
const started = Date.now()
const reports = await inParallel(rows, Number(opt.jobs), async row => {
	const dir = findClone(opt.clones, row.repo)
	if (dir && !row.subject)
		row.subject = (await run('git', ['-C', dir, 'log', '-1', '--format=%s',
			row.commit])).stdout.trim()
	const judge = opt.suggest === 'yes' ? checkWithSuggested : check
	return dir ? judge(opt.gate, dir, row.commit) :
		{ failed: `no clone of ${row.repo} below ${opt.clones}` }
})

const sums = { all: newTally(), random: newTally(), enriched: newTally() }
const low = newTally()
const misses = []
let failed = 0
rows.forEach((row, i) => {
	const report = reports[i]
	const head = `${row.repo} ${row.commit.slice(0, 9)} ${row.sample} ` +
		`(${row.confidence}) ${row.subject}`
	if (report.failed) {
		failed++
		misses.push(`${head}\n    not judged: ${report.failed}`)
		return
	}
	if (row.confidence === 'low') {
		tally(low, row, report)
		return
	}
	tally(sums[row.sample === 'random' ? 'random' : 'enriched'], row, report)
	const faults = tally(sums.all, row, report)
	if (faults.length > 0)
		misses.push([head, `    ${faults.join('; ')}`, `    labelled: ${row.evidence}`,
			...describe(report)].join('\n'))
})

if (failed === rows.length)
	refuse(`none of ${rows.length} commits could be judged; the first: ${reports[0].failed}`)
print('all', sums.all)
print('random', sums.random)
print('enriched', sums.enriched)
print('low confidence, deciding nothing', low)
mkdirSync(dirname(opt.misses), { recursive: true })
writeFileSync(opt.misses, misses.join('\n\n') + '\n')
console.log(`\n${rows.length} commits in ${((Date.now() - started) / 1000).toFixed(1)} s` +
	(failed ? `, ${failed} not judged` : '') + `; misses are in ${opt.misses}`)
process.exit(failed ? 1 : 0)
