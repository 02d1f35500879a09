#include "fix.h"

#include "../markup/markdown.h"
#include "lint_run.h"
#include "read.h"
#include "table.h"
#include "table_text.h"

#include <stdlib.h>

struct fixer {
	struct tg_arena *arena;
	const struct tg_model *model;
	struct tg_risk_scale scale;
	bool own_bands;
	enum tg_lint_formula formula; /* of scores of likelihood and impact */
	size_t *changed;
};

/* --- cells --------------------------------------------- */

/* Puts `text` in the place of cell[at, at + n). */
static struct tg_str replace(struct tg_arena *arena, struct tg_str cell, size_t at,
			     size_t n, const char *text)
{
	return tg_str(tg_arena_printf(arena, "%.*s%s%.*s", (int)at, cell.p, text,
				      (int)(cell.n - at - n), cell.p + at + n));
}

static bool near(double a, double b)
{
	return a - b < 0.11 && b - a < 0.11;
}

/* Replaces the number that was read; another one beside it (struck out, the
 * scale, a footnote) is none of ours. */
static bool set_number(struct fixer *f, struct tg_str *cell, double old, double value)
{
	for (size_t at = 0, n = 0; at < cell->n; at += n > 0 ? n : 1) {
		for (n = 0; at + n < cell->n && (tg_is_digit(cell->p[at + n]) ||
						 (n > 0 && cell->p[at + n] == '.'));)
			n++;
		const char *number = tg_arena_strndup(f->arena, cell->p + at, n);

		if (n == 0 || !near(strtod(number, NULL), old))
			continue;
		*cell = replace(f->arena, *cell, at, n,
				tg_arena_printf(f->arena, "%g", value));
		return true;
	}
	return false;
}

static const char *in_case_of(struct tg_arena *arena, struct tg_str word,
			      const char *level)
{
	char *out = tg_arena_dup(arena, level);
	bool first = word.n > 0 && word.p[0] >= 'A' && word.p[0] <= 'Z';
	bool all = first && word.n > 1 && word.p[1] >= 'A' && word.p[1] <= 'Z';

	for (size_t i = 0; out[i] != '\0'; i++)
		if (all || (first && i == 0))
			out[i] = (char)(out[i] - 'a' + 'A');
	return out;
}

/* Replaces the word of the level; a cell that says it otherwise (P1, a light),
 * or strikes an older one out, is left alone. */
static bool set_level(struct fixer *f, struct tg_str *cell, enum tg_risk_level level)
{
	enum tg_risk_level old;
	size_t at = 0, n = 0;

	while (at < cell->n && !tg_is_alpha(cell->p[at]))
		at++;
	while (at + n < cell->n && tg_is_alnum(cell->p[at + n]))
		n++;
	struct tg_str word = tg_str_sub(*cell, at, n);

	if (n < 3 || !tg_risk_level_parse(word, &old) || tg_str_chr(*cell, '~') != SIZE_MAX)
		return false;
	*cell = replace(f->arena, *cell, at, n,
			in_case_of(f->arena, word, tg_risk_level_name(level)));
	return true;
}

/* --- rows --------------------------------------------- */

/* The threat that the row at `line` scored, or NULL. */
static const struct tg_threat *scored_at(const struct tg_model *model, uint32_t line)
{
	for (size_t i = 0; i < model->n_threats; i++)
		if (model->threats[i].risk.line == line)
			return &model->threats[i];
	return NULL;
}

/* A factor that is out of range is for a person: its total may be right. */
static bool in_range(const struct fixer *f, const struct tg_risk *r)
{
	for (size_t i = 0; i < TG_DREAD_FACTORS; i++)
		if (r->dread[i] > f->scale.dread || (r->dread[i] < 1 && f->scale.dread == 3))
			return false;
	return true;
}

static bool fix_cell(struct fixer *f, const struct tg_threat *t, enum tg_field field,
		     struct tg_str *cell)
{
	double sum = tg_risk_sum(&t->risk), score;

	if (tg_risk_has_factors(&t->risk) && !in_range(f, &t->risk))
		return false;
	if (field == TG_F_TOTAL && tg_risk_has_factors(&t->risk) && t->risk.total >= 0 &&
	    !near(t->risk.total, sum) && !near(t->risk.total, sum / TG_DREAD_FACTORS))
		return set_number(f, cell, t->risk.total,
				  f->scale.dread_mean ? sum / TG_DREAD_FACTORS : sum);
	/* two numbers of the row, by the rule that the other rows follow */
	if ((field == TG_F_TOTAL || field == TG_F_RISK) &&
	    tg_lint_wrong_score(t, f->formula, &score))
		return set_number(f, cell, t->risk.total, score);
	if (field == TG_F_PRIORITY && !f->own_bands && tg_lint_mismatch(t, &f->scale))
		return set_level(f, cell, t->risk.computed);
	return false;
}

static void fix_row(struct fixer *f, const struct tg_table *t, struct tg_text_row *row,
		    uint32_t line)
{
	const struct tg_threat *threat = scored_at(f->model, line);

	if (threat == NULL)
		return;
	for (size_t c = 0; c < row->n && c < t->columns; c++) {
		if (!fix_cell(f, threat, t->fields[c], &row->cells[c]))
			continue;
		row->changed = true;
		(*f->changed)++;
	}
}

static bool fix_table(struct fixer *f, struct tg_buf *out, const struct tg_md *node,
		      struct tg_str typed_text)
{
	struct tg_text_table typed;
	struct tg_table t;

	tg_table_init(&t, f->arena, node, true);
	if (t.kind != TG_TABLE_THREATS && t.kind != TG_TABLE_SCORES &&
	    t.kind != TG_TABLE_RESPONSES)
		return false;
	if (!tg_text_table_read(&typed, f->arena, typed_text))
		return false;
	for (size_t r = 2; r < typed.rows.n; r++)
		fix_row(f, &t, &typed.rows.items[r], node->line + (uint32_t)r);
	tg_text_table_write(out, &typed, f->changed);
	return true;
}

/* --- the document --------------------------------------------- */

/* Where a line begins: asked for lines in their order, so that the document is
 * walked once. */
struct walk {
	struct tg_str text, rest;
	unsigned line; /* of the start of `rest` */
};

static size_t offset_of(struct walk *w, unsigned line)
{
	struct tg_str one;

	while (w->line < line && tg_str_line(&w->rest, &one))
		w->line++;
	return w->rest.n == 0 ? w->text.n : (size_t)(w->rest.p - w->text.p);
}

static void fix_tables(struct fixer *f, struct tg_buf *out, const struct tg_md *document,
		       struct tg_str text)
{
	struct walk walk = { text, text, 1 };
	size_t done = 0;

	for (const struct tg_md *n = document->first; n != NULL; n = n->next) {
		if (n->kind != TG_MD_TABLE)
			continue;
		size_t from = offset_of(&walk, n->line);
		size_t to = offset_of(&walk, n->end_line + 1);
		struct tg_buf table = TG_BUF_INIT((size_t)TG_MODEL_MAX_BYTES * 2);

		if (fix_table(f, &table, n, tg_str_sub(text, from, to - from))) {
			tg_buf_add(out, text.p + done, from - done);
			tg_buf_put_str(out, tg_buf_str(&table));
			done = to;
		}
		tg_buf_release(&table);
	}
	tg_buf_add(out, text.p + done, text.n - done);
}

static enum tg_rc fix_document(struct fixer *f, struct tg_buf *out, struct tg_str text,
			       struct tg_err *err)
{
	struct tg_str yaml, body;
	struct tg_md *document = NULL;
	unsigned line = 1;
	enum tg_rc rc;

	tg_markdown_front_matter(text, &yaml, &body, &line);
	rc = tg_markdown_parse(&document, f->arena, body, err);
	if (rc != TG_OK)
		return rc;
	for (struct tg_md *n = document->first; n != NULL; n = n->next) {
		n->line += line - 1;
		n->end_line += line - 1;
	}
	fix_tables(f, out, document, text);
	return TG_OK;
}

enum tg_rc tg_model_fix(struct tg_buf *out, size_t *changed, const char *path,
			struct tg_str text, struct tg_err *err)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_model *model = NULL;
	enum tg_rc rc = tg_model_read(&model, &arena, path, text, err);

	*changed = 0;
	if (rc == TG_OK && model->format != TG_MODEL_MARKDOWN) {
		tg_buf_put_str(out, text);
	} else if (rc == TG_OK) {
		struct fixer f = { .arena = &arena, .model = model, .changed = changed };

		f.scale = tg_risk_scale_of(model);
		f.formula = tg_lint_formula_of(model);
		f.own_bands = tg_lint_has_own_bands(model, &f.scale);
		rc = fix_document(&f, out, text, err);
	}
	tg_arena_release(&arena);
	return rc;
}
