/* What a document says beside its threats: where its six parts are, what it covers,
 * which findings it silences. */
#include "reading.h"

#include <string.h>

/* --- the six parts --------------------------------------------- */

static void note_part(struct tg_sections *s, enum tg_part part, uint32_t line)
{
	uint32_t *slots[] = {
		[TG_PART_SCOPE] = &s->scope,
		[TG_PART_DFD] = NULL, /* a heading alone draws nothing */
		[TG_PART_BOUNDARIES] = &s->trust_boundaries,
		[TG_PART_THREATS] = NULL,
		[TG_PART_RISK] = &s->risk,
		[TG_PART_MITIGATIONS] = &s->mitigations,
	};

	if ((size_t)part >= sizeof(slots) / sizeof(slots[0]) || slots[part] == NULL)
		return;
	if (*slots[part] == 0)
		*slots[part] = line;
}

/* A table of the document's own data ("Description", "Function") is scope too. */
static void find_scope_in_text(struct tg_reading *rd)
{
	const struct tg_outline *o = &rd->outline;
	struct tg_fold f;

	for (size_t i = 0; i < o->sections.n && rd->model->sections.scope == 0; i++) {
		const struct tg_section *s = &o->sections.items[i];

		if (s->level > 1)
			break;
		for (size_t b = 0; b < s->blocks.n; b++) {
			const struct tg_md *block = s->blocks.items[b];

			if (block->kind != TG_MD_PARAGRAPH)
				continue;
			tg_fold(&f, tg_str(tg_md_plain(block, rd->arena, true)));
			if (f.words >= 12) {
				rd->model->sections.scope = block->line;
				return;
			}
		}
	}
}

static void find_parts(struct tg_reading *rd)
{
	struct tg_model *m = rd->model;

	for (size_t i = 1; i < rd->outline.sections.n; i++) {
		const struct tg_section *s = &rd->outline.sections.items[i];

		if (!s->taken && i != rd->outline.title_section)
			note_part(&m->sections, s->part, s->line);
	}
	if (m->sections.trust_boundaries == 0 &&
	    rd->outline.sections.items[rd->outline.title_section].part == TG_PART_BOUNDARIES)
		m->sections.trust_boundaries =
			rd->outline.sections.items[rd->outline.title_section].line;
	find_scope_in_text(rd);
	for (size_t i = 0; i < m->n_threats; i++) {
		const struct tg_threat *t = &m->threats[i];

		if (m->sections.threats == 0)
			m->sections.threats = t->line;
		if (m->sections.risk == 0 && t->risk.level != TG_RISK_UNKNOWN)
			m->sections.risk = t->risk.line;
		if (m->sections.mitigations == 0 && tg_threat_mitigated(t))
			m->sections.mitigations = t->mitigations[0].line;
	}
}

/* DREAD or a matrix that is discussed in words alone. */
static void find_scheme_in_words(struct tg_reading *rd)
{
	if (rd->model->risk_scheme != TG_RISK_NONE)
		return;
	for (size_t i = 1; i < rd->outline.sections.n; i++) {
		struct tg_fold f;

		tg_fold(&f, tg_str(rd->outline.sections.items[i].title));
		if (tg_fold_has(&f, "dread"))
			rd->model->risk_scheme = TG_RISK_DREAD;
	}
}

/* --- covers and suppressions --------------------------------------------- */

static void add_cover(struct tg_reading *rd, struct tg_str glob)
{
	struct tg_model *m = rd->model;
	const char **list = tg_arena_calloc(rd->arena, m->n_covers + 1, sizeof(*list));

	if (glob.n == 0 || glob.n > 300 || m->n_covers >= 200)
		return;
	for (size_t i = 0; i < m->n_covers; i++) {
		if (tg_str_is(glob, m->covers[i]))
			return;
		list[i] = m->covers[i];
	}
	list[m->n_covers++] = tg_arena_dup_str(rd->arena, glob);
	m->covers = list;
}

static void covers_in(struct tg_reading *rd, const struct tg_md *block)
{
	for (const struct tg_md *n = block; n != NULL; n = tg_md_walk(block, n))
		if (n->kind == TG_MD_CODE)
			add_cover(rd, tg_str_trim(tg_str(n->text)));
}

static void find_covers(struct tg_reading *rd)
{
	for (size_t i = 0; i < rd->outline.sections.n; i++) {
		const struct tg_section *s = &rd->outline.sections.items[i];

		for (size_t b = 0; b < s->blocks.n; b++) {
			const struct tg_md *block = s->blocks.items[b];
			const char *value;

			if (s->part == TG_PART_COVERS ||
			    (block->kind == TG_MD_PARAGRAPH &&
			     tg_label_of(rd->arena, block, &value) == TG_F_COVERS))
				covers_in(rd, block);
		}
	}
}

/* `<!-- threatgate:ignore model/ID -- reason -->` */
static void add_suppression(struct tg_reading *rd, struct tg_str comment, uint32_t line)
{
	struct tg_model *m = rd->model;
	struct tg_str rest = tg_str_trim(comment), rule;
	struct tg_suppression *list;

	if (!tg_str_word(&rest, &rule) || m->n_suppressions >= 200)
		return;
	rest = tg_str_trim(rest);
	if (tg_str_starts(rest, "--"))
		rest = tg_str_trim(tg_str_from(rest, 2));
	else
		rest = tg_str("");
	list = tg_arena_calloc(rd->arena, m->n_suppressions + 1, sizeof(*list));
	for (size_t i = 0; i < m->n_suppressions; i++)
		list[i] = m->suppressions[i];
	list[m->n_suppressions++] = (struct tg_suppression){
		.rule = tg_arena_dup_str(rd->arena, rule),
		.path = m->path,
		.line = line,
		.reason = tg_arena_dup_str(rd->arena, rest),
		.effective = rest.n > 0,
	};
	m->suppressions = list;
}

static void suppressions_in(struct tg_reading *rd, const struct tg_md *node)
{
	static const char mark[] = "threatgate:ignore";
	struct tg_str rest = tg_str(node->text);
	uint32_t line = node->line;

	while (rest.n > 0) {
		size_t at = tg_str_find(rest, TG_STR("<!--"));
		size_t end = at == SIZE_MAX ? SIZE_MAX :
					      tg_str_find(tg_str_from(rest, at),
							  TG_STR("-->"));

		if (end == SIZE_MAX)
			return;
		for (size_t i = 0; i < at; i++)
			line += rest.p[i] == '\n';
		struct tg_str inner = tg_str_trim(tg_str_sub(rest, at + 4, end - 4));

		if (tg_str_starts(inner, mark))
			add_suppression(rd, tg_str_from(inner, sizeof(mark) - 1), line);
		for (size_t i = at; i < at + end; i++)
			line += rest.p[i] == '\n';
		rest = tg_str_from(rest, at + end + 3);
	}
}

void tg_read_facts(struct tg_reading *rd, const struct tg_md *document)
{
	for (const struct tg_md *n = document; n != NULL; n = tg_md_walk(document, n))
		if (n->kind == TG_MD_HTML || n->kind == TG_MD_HTML_BLOCK)
			suppressions_in(rd, n);
	find_parts(rd);
	find_scheme_in_words(rd);
	find_covers(rd);
	tg_read_diagram(rd);
}
