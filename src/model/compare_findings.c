#include "compare_wording.h"

#include "../base/hash.h"
#include "../base/map.h"
#include "../base/vec.h"
#include "../base/words.h"
#include "vocab.h"

#include <string.h>

#define MAX_SAYINGS 500u
#define LONG_TITLE 40u /* bytes of one that tell it from others */

/* What a line must say to count as a reason: that something was taken away. */
static const char *const sayings[] = {
	"retired", "removed", "deleted", "merged", "moved", "obsolete",
	"no longer", "superseded", "replaced", "duplicate", "dropped",
	"out of scope", "because", "lowered", "downgraded", "rescored",
	"re-scored", "reassessed", "re-assessed", "reverted", "rolled back",
	"renamed", "split into", "relaxed", "closed as"
};

static const struct {
	enum tg_delta_kind kind;
	const char *id, *fix;
} kinds[] = { /* the first is judge_unread's, too */
	{ TG_DELTA_MODEL_DELETED, "model/threat-deleted",
	  "Keep the document, or say in the pull request why it is gone (“%p: ... "
	  "because ...”)." },
	{ TG_DELTA_THREAT_DELETED, "model/threat-deleted",
	  "Put it back, or say why it is gone (“%q retired: ...”) in the pull "
	  "request or in the document." },
	{ TG_DELTA_MITIGATION_DELETED, "model/mitigation-deleted",
	  "Put it back, or say what protects against %s now, or why nothing has "
	  "to (“%q: ... because ...”)." },
	{ TG_DELTA_MITIGATION_WEAKENED, "model/mitigation-weakened",
	  "Restore the wording, or say why less is enough for %s (“%q: ... "
	  "because ...”)." },
	{ TG_DELTA_MITIGATION_CHANGED, "model/mitigation-weakened",
	  "Check that the new mitigation of %s is at least as strong as the old "
	  "one." },
	{ TG_DELTA_STATUS_REGRESSED, "model/status-regressed",
	  "Say why the status of %s went back (“%q: ... because ...”)." },
	{ TG_DELTA_ACCEPTANCE_REMOVED, "model/acceptance-removed",
	  "Name the mitigation that takes its place, or say why the risk of %s "
	  "need not be accepted any more (“%q: ... because ...”)." },
	{ TG_DELTA_RISK_LOWERED, "model/risk-lowered",
	  "Say what changed about %s (“%q rescored: ... because ...”), or restore "
	  "the rating." },
	{ TG_DELTA_SCOPE_SHRUNK, "model/scope-shrunk",
	  "Put it back, or say why it need not be there (“%p: ... because ...”)." },
	{ TG_DELTA_COVERAGE_SHRUNK, "model/scope-shrunk",
	  "Put the pattern back, or say which model covers that code now (“%q: ... "
	  "because ...”)." },
};

struct judging {
	struct tg_arena *arena;
	const struct tg_comparison *comparison;
	const struct tg_model_reason *reasons;
	size_t n_reasons;
	TG_VEC(struct tg_str) lines; /* that the new version adds as reasons */
	TG_VEC(struct tg_finding) findings;
};

/* --- reasons ---------------------------------------------------------------- */

static bool is_saying(struct tg_str line)
{
	for (size_t i = 0; i < sizeof(sayings) / sizeof(sayings[0]); i++) {
		if (tg_str_ifind(line, tg_str(sayings[i])) != SIZE_MAX)
			return true;
	}
	return false;
}

/* Inside a threat's own rows and paragraphs the words belong to the threat:
 * "the attacker removed ..." excuses nothing. */
static bool inside_a_threat(const struct tg_model *model, uint32_t line)
{
	for (size_t i = 0; i < model->n_threats; i++) {
		const struct tg_threat *t = &model->threats[i];

		if (line >= t->line && line <= (t->end_line ? t->end_line : t->line))
			return true;
		for (size_t j = 0; j < t->n_mitigations; j++) {
			if (t->mitigations[j].line == line)
				return true;
		}
	}
	return false;
}

/* Lines that the new version adds and that give a reason. */
static void collect_lines(struct judging *g)
{
	const struct tg_model *old = g->comparison->before;
	const struct tg_model *new = g->comparison->after;
	struct tg_str rest, line;
	struct tg_map known;
	uint32_t at = 0, seen = 0;

	if (!old || !new || new->format != TG_MODEL_MARKDOWN)
		return;
	tg_map_init(&known, g->arena);
	rest = old->source;
	while (tg_str_line(&rest, &line))
		tg_map_set(&known, tg_str_trim(line), g);
	rest = new->source;
	while (tg_str_line(&rest, &line) && seen < MAX_SAYINGS) {
		struct tg_str text = tg_str_trim(line);

		at++;
		if (!text.n || tg_str_starts(text, "#") || !is_saying(text) ||
		    tg_map_get(&known, text))
			continue;
		seen++;
		if (!inside_a_threat(new, at))
			*TG_VEC_PUSH(g->arena, &g->lines) = text;
	}
}

static bool is_edge(struct tg_str text, size_t at)
{
	return at >= text.n || (!tg_is_alnum(text.p[at]) && text.p[at] != '_');
}

/* True when `text` holds `name` as a word of its own: "T1" is not in "T11". */
static bool speaks_of(struct tg_str text, const char *name)
{
	struct tg_str needle = tg_str(name);
	size_t from = 0, at;

	if (!needle.n)
		return false;
	while ((at = tg_str_ifind(tg_str_from(text, from), needle)) != SIZE_MAX) {
		at += from;
		if ((at == 0 || is_edge(text, at - 1)) &&
		    is_edge(text, at + needle.n))
			return true;
		from = at + 1;
	}
	return false;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* A long title may be cut, as the message cuts it. */
static bool begins_title(struct tg_str text, const char *title)
{
	return text.n >= LONG_TITLE && tg_str_ieq(text, tg_str_sub(tg_str(title), 0, text.n));
}

static bool about(struct tg_str text, const struct judging *g,
		  const struct tg_delta *d)
{
	const struct tg_model *model = g->comparison->before;
	const struct tg_threat *t = d->before;

	if (t && *t->id)
		return speaks_of(text, t->id) ||
		       (strlen(t->title) > 8 && speaks_of(text, t->title)) ||
		       begins_title(text, t->title);
	if (t)
		return speaks_of(text, t->title) || begins_title(text, t->title);
	return speaks_of(text, d->subject) ||
	       (model && model->path && speaks_of(text, base_name(model->path)));
}

/* Three words beside the name of the thing, at least. */
static bool says_enough(struct tg_str reason)
{
	struct tg_str word;
	size_t n = 0;

	while (tg_str_word(&reason, &word)) {
		for (size_t i = 0; i < word.n; i++) {
			if (tg_is_alpha(word.p[i]) || (word.p[i] & 0x80)) {
				n++;
				break;
			}
		}
	}
	return n >= 3;
}

static const char *reason_for(const struct judging *g, const struct tg_delta *d)
{
	if (d->excused)
		return *d->why ? d->why : "a mitigation takes its place";
	for (size_t i = 0; i < g->n_reasons; i++) {
		const struct tg_model_reason *r = &g->reasons[i];

		if (about(tg_str(r->subject), g, d) && says_enough(tg_str(r->reason)))
			return r->reason;
	}
	for (size_t i = 0; i < g->lines.n; i++) {
		if (tg_str_is(g->lines.items[i], d->subject))
			continue; /* declaring it is no reason for it */
		if (about(g->lines.items[i], g, d) && says_enough(g->lines.items[i]))
			return tg_arena_dup_str(g->arena, g->lines.items[i]);
	}
	return NULL;
}

/* --- findings ----------------------------------------------------------------- */

static const char *with_reason(struct tg_arena *arena, const char *message,
			       const char *reason)
{
	if (!reason)
		return tg_arena_printf(arena, "%s.", message);
	return tg_arena_printf(arena, "%s; reason given: %s.", message,
			       tg_delta_quote(arena, reason));
}

static void fingerprint(struct tg_finding *f, const struct tg_delta *d)
{
	struct tg_str fields[4] = { tg_str(f->id), tg_str(f->path),
				    tg_str(d->subject), tg_str("") };

	if (d->mitigation_before)
		fields[3] = tg_str(d->mitigation_before->text);
	tg_fingerprint(f->fingerprint, fields, 4);
}

static void judge(struct judging *g, const struct tg_delta *d, size_t kind)
{
	const struct tg_comparison *c = g->comparison;
	const struct tg_model *model = d->side == TG_SIDE_OLD || !c->after
					       ? c->before : c->after;
	const char *reason = reason_for(g, d);
	struct tg_finding *f;

	if (model == NULL) /* one of the two is there */
		return;
	f = TG_VEC_PUSH(g->arena, &g->findings);
	f->id = kinds[kind].id;
	f->level = reason ? TG_LEVEL_NOTE : TG_LEVEL_ERROR;
	if (!reason && d->kind == TG_DELTA_MITIGATION_CHANGED)
		f->level = TG_LEVEL_WARNING;
	f->message = with_reason(g->arena, tg_delta_message(g->arena, c, d), reason);
	f->fix = reason ? "Nothing, if the reason convinces you."
			: tg_delta_fix(g->arena, kinds[kind].fix, model->path, d);
	f->path = f->model = model->path;
	f->line = d->line;
	f->side = d->side;
	f->threat = d->before && *d->before->id ? d->before->id : NULL;
	f->introduced = true;
	fingerprint(f, d);
}

/* A rewording is listed only; a replacement by something unlike is shown. */
static bool is_shown(const struct tg_comparison *c, const struct tg_delta *d)
{
	if (d->kind == TG_DELTA_MITIGATION_CHANGED)
		return *d->why != '\0';
	if (d->kind == TG_DELTA_THREAT_DELETED)
		return c->after != NULL; /* else the model's own finding says it */
	if (d->kind == TG_DELTA_RISK_LOWERED) /* what mitigations earn is no news */
		return !d->excused || (d->after && d->after->risk.stated == d->why);
	return true;
}

/* A document in which nothing is read any more lost all that it had: that is one
 * thing to say, whatever the reader thinks of each part. */
static bool is_part_of_all(const struct tg_delta *d)
{
	return d->kind == TG_DELTA_THREAT_DELETED || d->kind == TG_DELTA_SCOPE_SHRUNK;
}

static void judge_unread(struct judging *g)
{
	const struct tg_model *after = g->comparison->after;
	const struct tg_delta all = { .kind = TG_DELTA_MODEL_DELETED,
				      .subject = after->path, .from = "", .to = "",
				      .why = "", .side = TG_SIDE_NEW, .line = 1 };

	judge(g, &all, 0);
	struct tg_finding *f = &g->findings.items[g->findings.n - 1];

	if (f->level == TG_LEVEL_ERROR)
		f->fix = tg_arena_printf(
			g->arena, "Write them as a table with a row each (`threatgate model "
				  "show` says what is read), or say why they are gone (“%s: "
				  "... because ...”).", after->path);
}

size_t tg_comparison_findings(struct tg_finding **out, struct tg_arena *arena,
			      const struct tg_comparison *comparison,
			      const struct tg_model_reason *reasons,
			      size_t n_reasons)
{
	struct judging g = { .arena = arena, .comparison = comparison,
			     .reasons = reasons, .n_reasons = n_reasons };

	const struct tg_model *before = comparison->before, *after = comparison->after;
	bool unread = before != NULL && before->n_threats > 0 && after != NULL &&
		      !after->recognised;

	collect_lines(&g);
	if (unread)
		judge_unread(&g);
	for (size_t i = 0; i < comparison->n; i++) {
		const struct tg_delta *d = &comparison->deltas[i];

		if (unread && is_part_of_all(d))
			continue;
		for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
			if (kinds[k].kind == d->kind && is_shown(comparison, d))
				judge(&g, d, k);
		}
	}
	*out = g.findings.items;
	return g.findings.n;
}
