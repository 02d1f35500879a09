/* Checks of the document as a whole. */
#include "lint_run.h"

#include "../base/buf.h"
#include "../base/map.h"
#include "../base/words.h"
#include "dfd.h"
#include "vocab.h"

#include <string.h>

#define LISTED 3u /* of a kind that are named one by one */
#define MANY 8u   /* flows: more say the same of the document */

/* Two bytes a character: an editor's "Unicode", or what PowerShell's ">" writes. */
static bool is_utf16(struct tg_str text)
{
	return tg_str_starts(text, "\xff\xfe") || tg_str_starts(text, "\xfe\xff");
}

void tg_lint_unrecognised(struct tg_lint *l)
{
	const struct tg_model *m = l->model;

	for (size_t i = 0; i < m->n_doubts; i++)
		tg_lint_add(l, m->doubts[i].line, NULL, "%s", m->doubts[i].message)->fix =
			m->doubts[i].fix;
	if (!m->recognised && is_utf16(m->source))
		tg_lint_add(l, 1, NULL, "the document is UTF-16 and cannot be read")->fix =
			"Save it as UTF-8.";
	else if (!m->recognised)
		tg_lint_add(l, 1, NULL,
			    "no structure that threatgate can read: it expects a table "
			    "with a row per threat, headings or list items with threat "
			    "ids, or the STRIDE categories with their threats");
}

void tg_lint_sections(struct tg_lint *l)
{
	const struct tg_sections *s = &l->model->sections;
	const struct {
		uint32_t line;
		const char *name;
	} parts[] = {
		{ s->scope, "scope" },
		{ s->dfd, "data flow diagram" },
		{ s->trust_boundaries, "trust boundaries" },
		{ s->threats, "threats" },
		{ s->risk, "risk ratings" },
		{ s->mitigations, "mitigations" },
	};
	const char *missing = NULL;

	if (!l->model->recognised || l->model->format != TG_MODEL_MARKDOWN)
		return;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i].line == 0)
			missing = missing == NULL ?
					  parts[i].name :
					  tg_arena_printf(l->arena, "%s, %s", missing,
							  parts[i].name);
	if (missing != NULL)
		tg_lint_add(l, 1, NULL, "missing here: %s", missing);
}

/* --- ids --------------------------------------------- */

void tg_lint_duplicate_ids(struct tg_lint *l)
{
	const struct tg_model *m = l->model;
	size_t found = 0;
	struct tg_map seen;

	tg_map_init(&seen, l->arena);
	for (size_t i = 0; i < m->n_threats; i++) {
		const struct tg_threat *t = &m->threats[i], *first;
		struct tg_str key = tg_str(tg_id_key(l->arena, tg_str(t->id)));

		if (key.n == 0)
			continue;
		first = tg_map_get(&seen, key);
		if (first == NULL) {
			tg_map_set(&seen, key, &m->threats[i]);
			continue;
		}
		if (++found <= LISTED)
			tg_lint_add(l, t->line, t,
				    "the id %s is that of \"%s\" (line %u) already", t->id,
				    tg_lint_short(l, first->title),
				    (unsigned)first->line);
	}
	if (found > LISTED)
		tg_lint_add(l, m->sections.threats, NULL,
			    "%zu more ids are used twice: if each table counts anew, "
			    "prefix the ids",
			    found - LISTED);
}

void tg_lint_orphans(struct tg_lint *l)
{
	for (size_t i = 0; i < l->model->n_orphans; i++) {
		const struct tg_mitigation *m = &l->model->orphans[i];

		tg_lint_add(l, m->line, NULL, "\"%s\" is for %s, and no threat has that id",
			    tg_lint_short(l, m->text),
			    m->threat_id != NULL ? tg_lint_short(l, m->threat_id) :
						   "an unknown threat");
	}
}

void tg_lint_stride(struct tg_lint *l)
{
	const struct tg_model *m = l->model;
	const struct tg_threat *first = NULL;
	size_t known = 0, unknown = 0;

	for (size_t i = 0; i < m->n_threats; i++) {
		known += m->threats[i].stride != 0;
		unknown += m->threats[i].category_unknown;
		if (first == NULL && m->threats[i].category_unknown)
			first = &m->threats[i];
	}
	if (unknown == 0)
		return;
	if (known <= unknown) {
		tg_lint_add(l, first->line, NULL,
			    "%zu threats have categories that are not of STRIDE (\"%s\")",
			    unknown, tg_lint_short(l, first->category))
			->level = TG_LEVEL_NOTE;
		return;
	}
	for (size_t i = 0; i < m->n_threats; i++)
		if (m->threats[i].category_unknown)
			tg_lint_add(l, m->threats[i].line, &m->threats[i],
				    "%s: \"%s\" is no STRIDE category",
				    tg_lint_name(l, &m->threats[i]),
				    tg_lint_short(l, m->threats[i].category));
}

/* --- placeholders --------------------------------------------- */

struct leftovers {
	const char *names; /* "title, mitigation" */
	const char *text;  /* the last of them */
	uint32_t line;
};

static void look_for(struct tg_lint *l, struct leftovers *found, const char *name,
		     const char *text, uint32_t line)
{
	if (!tg_text_is_placeholder(tg_str(text)))
		return;
	found->names = found->names == NULL ?
			       name :
			       tg_arena_printf(l->arena, "%s and %s", found->names, name);
	found->text = text;
	found->line = line;
}

void tg_lint_placeholders(struct tg_lint *l)
{
	for (size_t i = 0; i < l->model->n_threats; i++) {
		const struct tg_threat *t = &l->model->threats[i];
		struct leftovers found = { NULL, "", 0 };

		look_for(l, &found, "title", t->title, t->line);
		if (strcmp(t->title, t->description) != 0)
			look_for(l, &found, "description", t->description, t->line);
		for (size_t k = 0; k < t->n_mitigations; k++)
			look_for(l, &found, "mitigation", t->mitigations[k].text,
				 t->mitigations[k].line);
		if (found.names != NULL)
			tg_lint_add(l, found.line, t,
				    "%s: left as the template has it: %s (\"%s\")",
				    tg_lint_name(l, t), found.names,
				    tg_lint_short(l, found.text));
	}
}

/* --- boundaries --------------------------------------------- */

/* All that the threats say, folded, to look for names in. */
static void all_words(struct tg_buf *out, const struct tg_model *m)
{
	for (size_t i = 0; i < m->n_threats; i++) {
		const char *texts[] = { m->threats[i].title, m->threats[i].description,
					m->threats[i].element };

		for (size_t k = 0; k < 3; k++) {
			tg_words_fold(out, tg_str(texts[k]));
			tg_buf_putc(out, ' ');
		}
	}
}

static bool holds_word(struct tg_str text, struct tg_str word)
{
	size_t from = 0;

	for (;;) {
		size_t at = tg_str_find(tg_str_from(text, from), word);

		if (at == SIZE_MAX)
			return false;
		at += from;
		if ((at == 0 || !tg_is_alnum(text.p[at - 1])) &&
		    (at + word.n >= text.n || !tg_is_alnum(text.p[at + word.n])))
			return true;
		from = at + 1;
	}
}

/* A threat that says "gateway" is about the "API gateway (DMZ)". */
static bool is_named(struct tg_str words, const char *name)
{
	static const char *const common[] = { "service", "server", "system", "data",
					      "external", "internal" };
	struct tg_fold f;
	struct tg_str word;

	tg_fold(&f, tg_str(name));
	if (f.n > 0 && holds_word(words, tg_str_n(f.text, f.n)))
		return true;
	for (size_t at = 0; tg_fold_word(&f, &at, &word);) {
		bool plain = word.n < 4;

		for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
			plain = plain || tg_str_is(word, common[i]);
		if (!plain && holds_word(words, word))
			return true;
	}
	return false;
}

static bool is_pair_seen(const struct tg_dfd *dfd, size_t i)
{
	for (size_t k = 0; k < i && k < 1000; k++) {
		const struct tg_flow *a = &dfd->flows[k], *b = &dfd->flows[i];

		if ((strcmp(a->from, b->from) == 0 && strcmp(a->to, b->to) == 0) ||
		    (strcmp(a->from, b->to) == 0 && strcmp(a->to, b->from) == 0))
			return true;
	}
	return false;
}

static const char *boundary_name(const struct tg_boundary *b)
{
	return b != NULL ? b->name : "outside";
}

/* The flows that cross a boundary, and those of them that no threat is about. */
struct crossings {
	TG_VEC(const struct tg_flow *) alone;
	size_t all;
};

static void look_at_flow(struct tg_lint *l, struct crossings *c,
			 const struct tg_flow *flow, struct tg_str words)
{
	const struct tg_dfd *dfd = &l->model->dfd;
	const struct tg_element *a = tg_dfd_element(dfd, flow->from);
	const struct tg_element *b = tg_dfd_element(dfd, flow->to);

	if (a == NULL || b == NULL || !tg_flow_crosses(dfd, flow, NULL, NULL))
		return;
	c->all++;
	if (!is_named(words, a->name) && !is_named(words, b->name))
		*TG_VEC_PUSH(l->arena, &c->alone) = flow;
}

static const char *end_name(const struct tg_lint *l, const char *id)
{
	return tg_lint_short(l, tg_dfd_element(&l->model->dfd, id)->name);
}

static uint32_t flow_line(const struct tg_lint *l, const struct tg_flow *flow)
{
	return flow->line != 0 ? flow->line : l->model->dfd.line;
}

static void tell_flow(struct tg_lint *l, const struct tg_flow *flow)
{
	const struct tg_boundary *from = NULL, *to = NULL;

	tg_flow_crosses(&l->model->dfd, flow, &from, &to);
	tg_lint_add(l, flow_line(l, flow), NULL,
		    "the flow from %s to %s crosses from %s to %s, and no threat names "
		    "either end",
		    end_name(l, flow->from), end_name(l, flow->to),
		    tg_lint_short(l, boundary_name(from)),
		    tg_lint_short(l, boundary_name(to)));
}

/* Where most crossings are named by no threat, the threats were not written
 * along the diagram: one thing to know. */
static void tell_all(struct tg_lint *l, const struct crossings *c)
{
	const struct tg_flow *const *f = c->alone.items;

	tg_lint_add(l, flow_line(l, f[0]), NULL,
		    "%zu of %zu flows across trust boundaries have no threat that names "
		    "either end, such as %s to %s, %s to %s, %s to %s",
		    c->alone.n, c->all, end_name(l, f[0]->from), end_name(l, f[0]->to),
		    end_name(l, f[1]->from), end_name(l, f[1]->to),
		    end_name(l, f[2]->from), end_name(l, f[2]->to));
}

void tg_lint_boundaries(struct tg_lint *l)
{
	const struct tg_dfd *dfd = &l->model->dfd;
	struct tg_buf words = TG_BUF_INIT(8u << 20);
	struct crossings c = { 0 };

	/* Threagile finds the threats of every flow itself: its file holds only
	 * what people add to them. */
	if (!l->model->recognised || l->model->format == TG_MODEL_THREAGILE)
		return;
	all_words(&words, l->model);
	for (size_t i = 0; i < dfd->n_flows && i < 1000; i++)
		if (!is_pair_seen(dfd, i))
			look_at_flow(l, &c, &dfd->flows[i], tg_buf_str(&words));
	tg_buf_release(&words);
	if (c.alone.n > LISTED && (c.alone.n > MANY || c.alone.n * 2 > c.all)) {
		tell_all(l, &c);
		return;
	}
	for (size_t i = 0; i < c.alone.n; i++)
		tell_flow(l, c.alone.items[i]);
}

/* --- the rest --------------------------------------------- */

static void add_stale(struct tg_lint *l, long days)
{
	const struct tg_lint_options *o = l->options;

	if (o->code_example != NULL)
		tg_lint_add(l, 1, NULL,
			    "last looked at on %s, %ld days ago; since then the code it "
			    "covers (last changed on %s) has changed in %zu place%s that "
			    "a threat model speaks of, such as %s",
			    l->model->reviewed, days, o->code_changed, o->code_places,
			    o->code_places == 1 ? "" : "s", o->code_example);
	else
		tg_lint_add(l, 1, NULL,
			    "last looked at on %s, %ld days ago; the code it covers "
			    "changed on %s",
			    l->model->reviewed, days, o->code_changed);
}

void tg_lint_stale(struct tg_lint *l)
{
	const struct tg_lint_options *o = l->options;
	long reviewed, today, changed;

	if (o->stale_days == 0 || !tg_date_days(l->model->reviewed, &reviewed) ||
	    !tg_date_days(o->today, &today))
		return;
	if (reviewed > today)
		tg_lint_add(l, 1, NULL, "it says that it was reviewed on %s, a day that is "
			    "still to come", l->model->reviewed);
	if (today - reviewed <= (long)o->stale_days)
		return;
	if (tg_date_days(o->code_changed, &changed)) {
		if (changed > reviewed)
			add_stale(l, today - reviewed);
	} else if (!o->code_known) {
		tg_lint_add(l, 1, NULL, "last reviewed on %s, %ld days ago",
			    l->model->reviewed, today - reviewed)
			->level = TG_LEVEL_NOTE;
	}
}

void tg_lint_ignores(struct tg_lint *l)
{
	for (size_t i = 0; i < l->model->n_suppressions; i++) {
		const struct tg_suppression *s = &l->model->suppressions[i];

		if (!s->effective)
			tg_lint_add(l, s->line, NULL,
				    "%s is to be ignored, but nothing says why",
				    tg_lint_short(l, s->rule));
		else if (strcmp(s->rule, "model/*") != 0 &&
			 tg_lint_check_by_id(s->rule) == NULL)
			tg_lint_add(l, s->line, NULL, "%s is no check of threat models",
				    tg_lint_short(l, s->rule));
	}
}
