/* The tables of the page: the checklist, and what was seen in the change. */
#include "html_parts.h"

static void begin_table(struct tg_buf *out, const char *const *columns, size_t n)
{
	tg_buf_puts(out, "<table role=\"table\">\n<thead role=\"rowgroup\">\n"
			 "<tr role=\"row\">");
	for (size_t i = 0; i < n; i++)
		tg_buf_printf(out, "<th role=\"columnheader\" scope=\"col\">%s</th>",
			      columns[i]);
	tg_buf_puts(out, "</tr>\n</thead>\n<tbody role=\"rowgroup\">\n");
}

static void end_table(struct tg_buf *out)
{
	tg_buf_puts(out, "</tbody>\n</table>\n");
}

static void begin_cell(struct tg_buf *out, const char *column)
{
	tg_buf_printf(out, "<td role=\"cell\" data-label=\"%s\">", column);
}

static const char *const topic_columns[] = { "Question", "In the change", "Answer",
					     "Outcome" };

static const char *outcome_class(enum tg_outcome outcome)
{
	switch (outcome) {
	case TG_OUTCOME_OK:
		return "pass";
	case TG_OUTCOME_NOT_JUDGED:
	case TG_OUTCOME_NOT_REQUIRED:
		return "quiet";
	case TG_OUTCOME_CONTRADICTED:
	case TG_OUTCOME_NEEDS_EXPLANATION:
	case TG_OUTCOME_UNANSWERED:
	case TG_OUTCOME_MISSING:
		break;
	}
	return "fail";
}

static void put_topic(struct tg_buf *out, const struct tg_topic_result *t)
{
	tg_buf_puts(out, "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">");
	tg_html_text(out, t->question);
	tg_buf_puts(out, "</th>");
	begin_cell(out, topic_columns[1]);
	if (t->detected) {
		tg_buf_puts(out, "seen in ");
		tg_html_count(out, t->signals, "place");
	} else {
		tg_buf_puts(out, "not seen");
	}
	tg_buf_puts(out, "</td>");
	begin_cell(out, topic_columns[2]);
	tg_buf_puts(out, tg_answer_name(t->answer));
	if (t->text && *t->text) {
		tg_buf_puts(out, ": ");
		tg_html_text(out, t->text);
	}
	tg_buf_puts(out, "</td>");
	begin_cell(out, topic_columns[3]);
	tg_buf_printf(out, "<strong class=\"%s\">%s</strong></td></tr>\n",
		      outcome_class(t->outcome), tg_outcome_name(t->outcome));
}

void tg_html_topics(struct tg_buf *out, const struct tg_report *r)
{
	if (!r->n_topics)
		return;
	tg_html_section(out, "checklist", "Checklist");
	begin_table(out, topic_columns, 4);
	for (size_t i = 0; i < r->n_topics; i++)
		put_topic(out, &r->topics[i]);
	end_table(out);
	tg_buf_puts(out, "</section>\n");
}

static const char *const signal_columns[] = { "Place", "What", "Line" };

static void put_signal(struct tg_buf *out, const struct tg_signal *s)
{
	tg_buf_puts(out, "<tr role=\"row\">");
	begin_cell(out, signal_columns[0]);
	tg_html_place(out, s->path, s->line, s->side);
	tg_buf_puts(out, "</td>");
	begin_cell(out, signal_columns[1]);
	tg_html_text(out, s->title);
	tg_buf_puts(out, " <span class=\"id\">");
	tg_html_text(out, s->rule);
	tg_buf_printf(out, ", %s confidence</span></td>",
		      tg_confidence_name(s->confidence));
	begin_cell(out, signal_columns[2]);
	if (*s->excerpt)
		tg_html_code(out, s->excerpt);
	tg_buf_puts(out, "</td></tr>\n");
}

void tg_html_signals(struct tg_buf *out, const struct tg_report *r)
{
	if (!r->n_signals)
		return;
	tg_html_fold(out, "What was seen in the change", r->n_signals);
	begin_table(out, signal_columns, 3);
	for (size_t i = 0; i < r->n_signals; i++)
		put_signal(out, &r->signals[i]);
	end_table(out);
	tg_buf_puts(out, "</details>\n");
}
