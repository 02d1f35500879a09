/*
 * The report for people at a terminal: what failed first, each with place,
 * reason and what to do; one line when all is well.
 */
#include "report.h"

#include "../base/utf8.h"
#include "text_line.h"

#include <string.h>

#define LINE_WIDTH 100 /* text is not set wider than this */
#define EXCERPT_WIDTH 160

static const struct {
	const char *title, *one;
	enum tg_text_style style;
} levels[] = {
	[TG_LEVEL_NOTE] = { "Notes", "note", TG_TEXT_DIM },
	[TG_LEVEL_WARNING] = { "Warnings", "warning", TG_TEXT_YELLOW },
	[TG_LEVEL_ERROR] = { "Errors", "error", TG_TEXT_RED },
};

static void count(const struct tg_text *p, size_t n, const char *one,
		  const char *separator)
{
	tg_buf_printf(p->out, "%s%zu %s%s", separator, n, one, n == 1 ? "" : "s");
}

static void size_line(const struct tg_text *p, const struct tg_report *r)
{
	count(p, r->files, "file", "");
	tg_buf_printf(p->out, ", +%zu -%zu", r->added, r->removed);
	if (r->elapsed_ms)
		tg_buf_printf(p->out, ", %u ms", r->elapsed_ms);
}

static void put_finding(const struct tg_text *p, const struct tg_finding *f)
{
	size_t start = tg_text_place(p, f->path, f->line, f->side);

	start = tg_text_beside(p, start, levels[f->level].style, f->id);
	if (f->rule)
		tg_text_beside(p, start, TG_TEXT_DIM, f->rule);
	tg_buf_putc(p->out, '\n');
	tg_text_paragraph(p, f->message, 4);
	if (f->fix && *f->fix) {
		tg_text_styled(p, TG_TEXT_GREEN, "    → ");
		tg_text_wrapped(p, f->fix, 6, 6);
	}
	if (f->waived) {
		tg_buf_puts(p->out, "    waived: ");
		tg_text_wrapped(p, f->waived, 12, 12);
	}
	tg_buf_putc(p->out, '\n');
}

static void put_level(const struct tg_text *p, const struct tg_report *r,
		      enum tg_level level, size_t n)
{
	if (!n)
		return;
	tg_text_styled(p, TG_TEXT_BOLD, levels[level].title);
	tg_buf_puts(p->out, "\n\n");
	for (size_t i = 0; i < r->n_findings; i++)
		if (r->findings[i].level == level)
			put_finding(p, &r->findings[i]);
}

static enum tg_text_style outcome_style(enum tg_outcome outcome)
{
	switch (outcome) {
	case TG_OUTCOME_CONTRADICTED:
	case TG_OUTCOME_NEEDS_EXPLANATION:
	case TG_OUTCOME_UNANSWERED:
	case TG_OUTCOME_MISSING:
		return TG_TEXT_RED;
	case TG_OUTCOME_OK:
		return TG_TEXT_GREEN;
	case TG_OUTCOME_NOT_JUDGED:
	case TG_OUTCOME_NOT_REQUIRED:
		break;
	}
	return TG_TEXT_DIM;
}

static void put_topic(const struct tg_text *p, const struct tg_report *r,
		      const struct tg_topic_result *t)
{
	size_t start = p->out->len;

	tg_buf_printf(p->out, "  %-15s ", t->id);
	if (t->detected)
		tg_buf_printf(p->out, "seen (%zu)  ", t->signals);
	else
		tg_buf_puts(p->out, "not seen  ");
	if (!r->body_judged) {
		size_t column = tg_text_column(p, start);

		tg_text_wrapped(p, t->question, column, column);
		return;
	}
	tg_buf_printf(p->out, "answer: %s%s", tg_answer_name(t->answer),
		      t->explained ? ", explained" : "");
	tg_text_beside(p, start, outcome_style(t->outcome), tg_outcome_name(t->outcome));
	tg_buf_putc(p->out, '\n');
}

/* One line per topic that has something to say. */
static void put_topics(const struct tg_text *p, const struct tg_report *r)
{
	tg_text_styled(p, TG_TEXT_BOLD,
		       r->body_judged ? "Checklist"
				      : "Questions that will need an answer");
	tg_buf_puts(p->out, "\n\n");
	for (size_t i = 0; i < r->n_topics; i++)
		if (r->body_judged || r->topics[i].detected)
			put_topic(p, r, &r->topics[i]);
	tg_buf_putc(p->out, '\n');
}

static void put_excerpt(const struct tg_text *p, const struct tg_signal *s)
{
	struct tg_buf safe = TG_BUF_INIT(4096);
	size_t room = p->width ? p->width - 6 : EXCERPT_WIDTH;

	if (!*s->excerpt)
		return;
	tg_utf8_put_safe(&safe, tg_utf8_cut(tg_str(s->excerpt), EXCERPT_WIDTH));
	struct tg_str text = tg_buf_str(&safe);

	while (tg_utf8_columns(text) > room)
		text = tg_utf8_cut(text, text.n - 1);
	tg_buf_puts(p->out, s->change == TG_CHANGE_REMOVED ? "    - " : "    + ");
	tg_buf_put_str(p->out, tg_str_trim(text));
	tg_buf_putc(p->out, '\n');
	tg_buf_release(&safe);
}

/* Signals of one rule that follow each other in a file say the same. */
static bool is_said_above(const struct tg_report *r, size_t i)
{
	const struct tg_signal *s = &r->signals[i], *above = s - 1;

	return i > 0 && strcmp(above->path, s->path) == 0 && above->message != NULL &&
	       strcmp(above->message, s->message) == 0;
}

static void put_signals(const struct tg_text *p, const struct tg_report *r)
{
	tg_text_styled(p, TG_TEXT_BOLD, "What was seen");
	tg_buf_puts(p->out, "\n\n");
	for (size_t i = 0; i < r->n_signals; i++) {
		const struct tg_signal *s = &r->signals[i];
		size_t start = tg_text_place(p, s->path, s->line, s->side);
		struct tg_buf kind = TG_BUF_INIT(256);

		tg_buf_printf(&kind, "%s, %s confidence",
			      *s->topic ? s->topic : "no topic",
			      tg_confidence_name(s->confidence));
		start = tg_text_beside(p, start, TG_TEXT_PLAIN, s->rule);
		tg_text_beside(p, start, TG_TEXT_DIM, kind.ptr ? kind.ptr : "");
		tg_buf_release(&kind);
		tg_buf_putc(p->out, '\n');
		if (s->message != NULL && *s->message && !is_said_above(r, i))
			tg_text_paragraph(p, s->message, 4);
		put_excerpt(p, s);
	}
	if (!r->n_signals)
		tg_buf_puts(p->out, "  nothing security-relevant\n");
	tg_buf_putc(p->out, '\n');
}

static void put_models(const struct tg_text *p, const struct tg_report *r)
{
	if (!r->n_models)
		return;
	tg_text_styled(p, TG_TEXT_BOLD, "Threat models concerned");
	tg_buf_puts(p->out, "\n\n");
	for (size_t i = 0; i < r->n_models; i++) {
		const struct tg_model_summary *m = &r->models[i];

		size_t start = tg_text_place(p, m->path, 0, TG_SIDE_NEW);
		struct tg_buf state = TG_BUF_INIT(256);

		tg_buf_printf(&state, "%s, %zu of %zu threats mitigated", m->change,
			      m->mitigated, m->threats);
		tg_text_beside(p, start, TG_TEXT_PLAIN, state.ptr ? state.ptr : "");
		tg_buf_release(&state);
		tg_buf_putc(p->out, '\n');
	}
	tg_buf_putc(p->out, '\n');
}

static void put_lines(const struct tg_text *p, const char *title,
		      const char *const *lines, size_t n)
{
	if (!n)
		return;
	tg_text_styled(p, TG_TEXT_BOLD, title);
	tg_buf_puts(p->out, "\n\n");
	for (size_t i = 0; i < n; i++)
		tg_text_paragraph(p, lines[i], 2);
	tg_buf_putc(p->out, '\n');
}

static void put_suppressions(const struct tg_text *p, const struct tg_report *r)
{
	if (!r->n_suppressions)
		return;
	tg_text_styled(p, TG_TEXT_BOLD, "Silenced by comments");
	tg_buf_puts(p->out, "\n\n");
	for (size_t i = 0; i < r->n_suppressions; i++) {
		const struct tg_suppression *s = &r->suppressions[i];

		tg_text_place(p, s->path, s->line, TG_SIDE_NEW);
		tg_buf_printf(p->out, "  %s%s\n", s->rule,
			      s->effective ? "" : " (added here, silences nothing)");
		tg_text_paragraph(p, s->reason, 4);
	}
	tg_buf_putc(p->out, '\n');
}

static size_t detected_topics(const struct tg_report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_topics; i++)
		n += r->topics[i].detected;
	return n;
}

/* Why there is nothing to complain about. */
static void put_reason(const struct tg_text *p, const struct tg_report *r)
{
	size_t open = detected_topics(r);

	if (!r->n_signals && !r->n_models)
		tg_buf_puts(p->out, "no security-relevant change");
	else if (!r->body_judged && open)
		tg_buf_printf(p->out, "%zu question%s will need an answer", open,
			      open == 1 ? "" : "s");
	else if (!r->body_judged)
		tg_buf_puts(p->out, "no question needs an answer");
	else if (r->checklist_note)
		tg_utf8_put_safe(p->out, tg_str(r->checklist_note));
	else
		tg_buf_puts(p->out, "the checklist agrees with the change");
}

static void put_verdict(const struct tg_text *p, const struct tg_report *r)
{
	bool pass = r->verdict == TG_VERDICT_PASS;

	tg_text_begin(p, pass ? TG_TEXT_GREEN : TG_TEXT_RED);
	tg_buf_puts(p->out, pass ? "PASS" : "FAIL");
	tg_text_end(p, pass ? TG_TEXT_GREEN : TG_TEXT_RED);
	tg_buf_puts(p->out, "  ");
	if (r->errors)
		count(p, r->errors, "error", "");
	if (r->warnings)
		count(p, r->warnings, "warning", r->errors ? ", " : "");
	if (r->notes)
		count(p, r->notes, "note", r->errors || r->warnings ? ", " : "");
	if (!r->n_findings)
		put_reason(p, r);
	tg_buf_puts(p->out, "  (");
	size_line(p, r);
	tg_buf_puts(p->out, ")\n");
	if (r->advisory)
		tg_buf_puts(p->out, "      A draft: shown, does not fail yet.\n");
	if (r->preexisting)
		tg_buf_printf(p->out,
			      "      %zu more were there before this change: see "
			      "'threatgate audit'.\n",
			      r->preexisting);
}

static void put_details(const struct tg_text *p, const struct tg_report *r)
{
	tg_buf_putc(p->out, '\n');
	put_level(p, r, TG_LEVEL_ERROR, r->errors);
	put_level(p, r, TG_LEVEL_WARNING, r->warnings);
	put_level(p, r, TG_LEVEL_NOTE, r->notes);
	if (detected_topics(r) || (p->verbosity > 0 && r->body_judged))
		put_topics(p, r);
	if (p->verbosity > 0)
		put_signals(p, r);
	if (r->n_findings || p->verbosity > 0)
		put_models(p, r);
	put_suppressions(p, r);
	put_lines(p, "Could not be looked at", r->limits, r->n_limits);
}

static bool has_details(const struct tg_text *p, const struct tg_report *r)
{
	return r->n_findings || detected_topics(r) || r->n_suppressions ||
	       r->n_limits || p->verbosity > 0;
}

void tg_write_text(struct tg_buf *out, const struct tg_report *report,
		   const struct tg_write_options *options)
{
	struct tg_text p = { out, options->color, options->columns,
			     options->verbosity };

	if (p.width > LINE_WIDTH)
		p.width = LINE_WIDTH;
	if (p.width && p.width < 40)
		p.width = 40;
	put_verdict(&p, report);
	if (p.verbosity >= 0 && has_details(&p, report))
		put_details(&p, report);
}
