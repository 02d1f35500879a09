/*
 * The report for people at a terminal: what failed first, each with place,
 * reason and what to do; one line when all is well.
 */
#include "report.h"

#include "../base/utf8.h"

#define LINE_WIDTH 100 /* text is not set wider than this */
#define EXCERPT_WIDTH 160

enum style { PLAIN, BOLD, DIM, RED, YELLOW, GREEN, CYAN };

struct printer {
	struct tg_buf *out;
	bool color;
	size_t width; /* 0: no wrapping */
	int verbosity;
};

static void begin(const struct printer *p, enum style style)
{
	static const char *const codes[] = { "", "\033[1m", "\033[2m", "\033[1;31m",
					     "\033[33m", "\033[32m", "\033[36m" };

	if (p->color)
		tg_buf_puts(p->out, codes[style]);
}

static void end(const struct printer *p, enum style style)
{
	if (p->color && style != PLAIN)
		tg_buf_puts(p->out, "\033[0m");
}

static void styled(const struct printer *p, enum style style, const char *text)
{
	begin(p, style);
	tg_utf8_put_safe(p->out, tg_str(text));
	end(p, style);
}

/* Untrusted text, wrapped at blanks with every line indented; the cursor stands
 * at `column` already (0: at the start of a line). */
static void wrapped(const struct printer *p, const char *text, size_t indent,
		    size_t column)
{
	struct tg_buf safe = TG_BUF_INIT(1u << 16);
	struct tg_str rest, word;

	tg_utf8_put_safe(&safe, tg_str(text));
	rest = tg_buf_str(&safe);
	while (tg_str_word(&rest, &word)) {
		size_t columns = tg_utf8_columns(word);

		if (column > indent && p->width && column + 1 + columns > p->width) {
			tg_buf_putc(p->out, '\n');
			column = 0;
		}
		if (column > indent) {
			tg_buf_putc(p->out, ' ');
			column++;
		} else if (column < indent) {
			tg_buf_fill(p->out, ' ', indent - column);
			column = indent;
		}
		tg_buf_put_str(p->out, word);
		column += columns;
	}
	tg_buf_putc(p->out, '\n');
	tg_buf_release(&safe);
}

static void paragraph(const struct printer *p, const char *text, size_t indent)
{
	wrapped(p, text, indent, 0);
}

/* Where the line that is being written stands, in columns. */
static size_t column_of(const struct printer *p, size_t start)
{
	struct tg_str rest = tg_str_from(tg_buf_str(p->out), start);
	size_t column = 0, escape;

	while ((escape = tg_str_chr(rest, '\033')) != SIZE_MAX) {
		column += tg_utf8_columns(tg_str_sub(rest, 0, escape));
		rest = tg_str_from(rest, escape);
		rest = tg_str_from(rest, tg_str_chr(rest, 'm') + 1);
	}
	return column + tg_utf8_columns(rest);
}

/* Adds to the line that began at `start` after two blanks; on a line of its own
 * where it does not fit. Returns where its line began. */
static size_t beside(const struct printer *p, size_t start, enum style style,
		     const char *text)
{
	struct tg_buf safe = TG_BUF_INIT(1u << 16);

	tg_utf8_put_safe(&safe, tg_str(text));
	size_t columns = tg_utf8_columns(tg_buf_str(&safe));

	if (p->width && column_of(p, start) + 2 + columns > p->width) {
		tg_buf_putc(p->out, '\n');
		start = p->out->len;
		tg_buf_fill(p->out, ' ', 4);
	} else {
		tg_buf_fill(p->out, ' ', 2);
	}
	begin(p, style);
	tg_buf_put_str(p->out, tg_buf_str(&safe));
	end(p, style);
	tg_buf_release(&safe);
	return start;
}

/* Begins a line with a place; returns where it began. */
static size_t place(const struct printer *p, const char *path, uint32_t line,
		    enum tg_side side)
{
	size_t start = p->out->len;

	tg_buf_puts(p->out, "  ");
	begin(p, CYAN);
	tg_utf8_put_safe(p->out, tg_str(path ? path : "the change as a whole"));
	if (line)
		tg_buf_printf(p->out, ":%u", line);
	end(p, CYAN);
	if (line && side == TG_SIDE_OLD)
		styled(p, DIM, " (removed)");
	return start;
}

static const struct {
	const char *title, *one;
	enum style style;
} levels[] = {
	[TG_LEVEL_NOTE] = { "Notes", "note", DIM },
	[TG_LEVEL_WARNING] = { "Warnings", "warning", YELLOW },
	[TG_LEVEL_ERROR] = { "Errors", "error", RED },
};

static void count(const struct printer *p, size_t n, const char *one,
		  const char *separator)
{
	tg_buf_printf(p->out, "%s%zu %s%s", separator, n, one, n == 1 ? "" : "s");
}

static void size_line(const struct printer *p, const struct tg_report *r)
{
	count(p, r->files, "file", "");
	tg_buf_printf(p->out, ", +%zu -%zu", r->added, r->removed);
	if (r->elapsed_ms)
		tg_buf_printf(p->out, ", %u ms", r->elapsed_ms);
}

static void put_finding(const struct printer *p, const struct tg_finding *f)
{
	size_t start = place(p, f->path, f->line, f->side);

	start = beside(p, start, levels[f->level].style, f->id);
	if (f->rule)
		beside(p, start, DIM, f->rule);
	tg_buf_putc(p->out, '\n');
	paragraph(p, f->message, 4);
	if (f->fix && *f->fix) {
		styled(p, GREEN, "    → ");
		wrapped(p, f->fix, 6, 6);
	}
	if (f->waived) {
		tg_buf_puts(p->out, "    waived: ");
		wrapped(p, f->waived, 12, 12);
	}
	tg_buf_putc(p->out, '\n');
}

static void put_level(const struct printer *p, const struct tg_report *r,
		      enum tg_level level, size_t n)
{
	if (!n)
		return;
	styled(p, BOLD, levels[level].title);
	tg_buf_puts(p->out, "\n\n");
	for (size_t i = 0; i < r->n_findings; i++)
		if (r->findings[i].level == level)
			put_finding(p, &r->findings[i]);
}

static enum style outcome_style(enum tg_outcome outcome)
{
	switch (outcome) {
	case TG_OUTCOME_CONTRADICTED:
	case TG_OUTCOME_NEEDS_EXPLANATION:
	case TG_OUTCOME_UNANSWERED:
	case TG_OUTCOME_MISSING:
		return RED;
	case TG_OUTCOME_OK:
		return GREEN;
	case TG_OUTCOME_NOT_JUDGED:
	case TG_OUTCOME_NOT_REQUIRED:
		break;
	}
	return DIM;
}

static void put_topic(const struct printer *p, const struct tg_report *r,
		      const struct tg_topic_result *t)
{
	size_t start = p->out->len;

	tg_buf_printf(p->out, "  %-15s ", t->id);
	if (t->detected)
		tg_buf_printf(p->out, "seen (%zu)  ", t->signals);
	else
		tg_buf_puts(p->out, "not seen  ");
	if (!r->body_judged) {
		size_t column = column_of(p, start);

		wrapped(p, t->question, column, column);
		return;
	}
	tg_buf_printf(p->out, "answer: %s%s", tg_answer_name(t->answer),
		      t->explained ? ", explained" : "");
	beside(p, start, outcome_style(t->outcome), tg_outcome_name(t->outcome));
	tg_buf_putc(p->out, '\n');
}

/* One line per topic that has something to say. */
static void put_topics(const struct printer *p, const struct tg_report *r)
{
	styled(p, BOLD, r->body_judged ? "Checklist" : "Questions that will need an answer");
	tg_buf_puts(p->out, "\n\n");
	for (size_t i = 0; i < r->n_topics; i++)
		if (r->body_judged || r->topics[i].detected)
			put_topic(p, r, &r->topics[i]);
	tg_buf_putc(p->out, '\n');
}

static void put_excerpt(const struct printer *p, const struct tg_signal *s)
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
	tg_buf_put_str(p->out, text);
	tg_buf_putc(p->out, '\n');
	tg_buf_release(&safe);
}

static void put_signals(const struct printer *p, const struct tg_report *r)
{
	styled(p, BOLD, "What was seen");
	tg_buf_puts(p->out, "\n\n");
	for (size_t i = 0; i < r->n_signals; i++) {
		const struct tg_signal *s = &r->signals[i];
		size_t start = place(p, s->path, s->line, s->side);
		struct tg_buf kind = TG_BUF_INIT(256);

		tg_buf_printf(&kind, "%s, %s confidence",
			      *s->topic ? s->topic : "no topic",
			      tg_confidence_name(s->confidence));
		start = beside(p, start, PLAIN, s->rule);
		beside(p, start, DIM, kind.ptr ? kind.ptr : "");
		tg_buf_release(&kind);
		tg_buf_putc(p->out, '\n');
		put_excerpt(p, s);
	}
	if (!r->n_signals)
		tg_buf_puts(p->out, "  nothing security-relevant\n");
	tg_buf_putc(p->out, '\n');
}

static void put_models(const struct printer *p, const struct tg_report *r)
{
	if (!r->n_models)
		return;
	styled(p, BOLD, "Threat models concerned");
	tg_buf_puts(p->out, "\n\n");
	for (size_t i = 0; i < r->n_models; i++) {
		const struct tg_model_summary *m = &r->models[i];

		size_t start = place(p, m->path, 0, TG_SIDE_NEW);
		struct tg_buf state = TG_BUF_INIT(256);

		tg_buf_printf(&state, "%s, %zu of %zu threats mitigated", m->change,
			      m->mitigated, m->threats);
		beside(p, start, PLAIN, state.ptr ? state.ptr : "");
		tg_buf_release(&state);
		tg_buf_putc(p->out, '\n');
	}
	tg_buf_putc(p->out, '\n');
}

static void put_lines(const struct printer *p, const char *title,
		      const char *const *lines, size_t n)
{
	if (!n)
		return;
	styled(p, BOLD, title);
	tg_buf_puts(p->out, "\n\n");
	for (size_t i = 0; i < n; i++)
		paragraph(p, lines[i], 2);
	tg_buf_putc(p->out, '\n');
}

static void put_suppressions(const struct printer *p, const struct tg_report *r)
{
	if (!r->n_suppressions)
		return;
	styled(p, BOLD, "Silenced by comments");
	tg_buf_puts(p->out, "\n\n");
	for (size_t i = 0; i < r->n_suppressions; i++) {
		const struct tg_suppression *s = &r->suppressions[i];

		place(p, s->path, s->line, TG_SIDE_NEW);
		tg_buf_printf(p->out, "  %s%s\n", s->rule,
			      s->effective ? "" : " (added here, silences nothing)");
		paragraph(p, s->reason, 4);
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
static void put_reason(const struct printer *p, const struct tg_report *r)
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

static void put_verdict(const struct printer *p, const struct tg_report *r)
{
	bool pass = r->verdict == TG_VERDICT_PASS;

	begin(p, pass ? GREEN : RED);
	tg_buf_puts(p->out, pass ? "PASS" : "FAIL");
	end(p, pass ? GREEN : RED);
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

static void put_details(const struct printer *p, const struct tg_report *r)
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

static bool has_details(const struct printer *p, const struct tg_report *r)
{
	return r->n_findings || detected_topics(r) || r->n_suppressions ||
	       r->n_limits || p->verbosity > 0;
}

void tg_write_text(struct tg_buf *out, const struct tg_report *report,
		   const struct tg_write_options *options)
{
	struct printer p = { out, options->color, options->columns,
			     options->verbosity };

	if (p.width > LINE_WIDTH)
		p.width = LINE_WIDTH;
	if (p.width && p.width < 40)
		p.width = 40;
	put_verdict(&p, report);
	if (p.verbosity >= 0 && has_details(&p, report))
		put_details(&p, report);
}
