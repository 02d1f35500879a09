/*
 * The report as GitHub Markdown, for a comment or a job summary. The verdict
 * first, then a table of the questions, then what is missing with links to the
 * lines, then the threat models concerned, then details that are folded.
 *
 * With a limit on its size, whole parts give way first (what was seen, then
 * diagrams, then notes), then findings from the end, with a count of what was
 * left out.
 */
#include "report.h"

#include "escape.h"

#define DEFAULT_LIMIT (4u << 20)
#define QUESTION_WIDTH 120

/* What is shown; see plans[]. */
struct plan {
	bool seen, diagrams, notes;
	size_t findings;
};

static const struct plan plans[] = {
	{ true, true, true, SIZE_MAX },  { false, true, true, SIZE_MAX },
	{ false, false, true, SIZE_MAX }, { false, false, false, SIZE_MAX },
	{ false, false, false, 100 },     { false, false, false, 40 },
	{ false, false, false, 15 },      { false, false, false, 5 },
	{ false, false, false, 0 },
};

struct writer {
	struct tg_buf *out;
	const struct tg_report *r;
	const char *link_base;
	const struct plan *plan;
};

static void md(const struct writer *w, const char *text)
{
	tg_put_markdown(w->out, tg_str(text));
}

static void put_place(const struct writer *w, const char *path, uint32_t line,
		      enum tg_side side, bool in_table)
{
	bool link = w->link_base && side == TG_SIDE_NEW;
	struct tg_buf label = TG_BUF_INIT(8192);

	tg_buf_puts(&label, path);
	if (line)
		tg_buf_printf(&label, ":%u", line);
	if (link)
		tg_buf_putc(w->out, '[');
	tg_put_code(w->out, tg_buf_str(&label), in_table);
	if (link) {
		tg_buf_printf(w->out, "](%s", w->link_base);
		tg_put_url_path(w->out, tg_str(path));
		if (line)
			tg_buf_printf(w->out, "#L%u", line);
		tg_buf_putc(w->out, ')');
	}
	if (side == TG_SIDE_OLD)
		tg_buf_puts(w->out, " (removed)");
	tg_buf_release(&label);
}

static void put_count(const struct writer *w, size_t n, const char *one, bool *any)
{
	if (!n)
		return;
	tg_buf_printf(w->out, "%s%zu %s%s", *any ? ", " : "", n, one,
		      n == 1 ? "" : "s");
	*any = true;
}

static void put_verdict(const struct writer *w)
{
	const struct tg_report *r = w->r;
	bool pass = r->verdict == TG_VERDICT_PASS, any = false;

	tg_buf_printf(w->out, "### %s threatgate: %s", pass ? "✅" : "❌",
		      pass ? "pass" : "fail");
	tg_buf_puts(w->out, r->errors || r->warnings || r->notes ? " · " : "");
	put_count(w, r->errors, "error", &any);
	put_count(w, r->warnings, "warning", &any);
	put_count(w, r->notes, "note", &any);
	tg_buf_printf(w->out, "\n\n%zu file%s, +%zu −%zu. ", r->files,
		      r->files == 1 ? "" : "s", r->added, r->removed);
	if (!r->n_signals && !r->n_models)
		tg_buf_puts(w->out, "Nothing security-relevant was seen in this change.");
	if (r->checklist_note)
		md(w, r->checklist_note);
	if (r->advisory)
		tg_buf_puts(w->out, " This is a draft: findings are shown and do not "
				    "fail it yet.");
	tg_buf_puts(w->out, "\n");
}

static const char *const answer_words[] = {
	[TG_ANSWER_NOT_GIVEN] = "–",     [TG_ANSWER_MISSING] = "not there",
	[TG_ANSWER_UNANSWERED] = "none", [TG_ANSWER_NO] = "No",
	[TG_ANSWER_YES] = "Yes",
};

static const char *const outcome_words[] = {
	[TG_OUTCOME_NOT_JUDGED] = "–",
	[TG_OUTCOME_OK] = "✅ ok",
	[TG_OUTCOME_CONTRADICTED] = "❌ contradicts the change",
	[TG_OUTCOME_NEEDS_EXPLANATION] = "❌ needs an explanation",
	[TG_OUTCOME_UNANSWERED] = "❌ needs an answer",
	[TG_OUTCOME_MISSING] = "❌ question is missing",
	[TG_OUTCOME_NOT_REQUIRED] = "not needed",
};

static bool worth_a_table(const struct tg_report *r)
{
	for (size_t i = 0; i < r->n_topics; i++)
		if (r->topics[i].detected ||
		    (r->topics[i].outcome != TG_OUTCOME_NOT_REQUIRED &&
		     r->topics[i].outcome != TG_OUTCOME_NOT_JUDGED))
			return true;
	return false;
}

static void put_topics(const struct writer *w)
{
	if (!worth_a_table(w->r))
		return;
	tg_buf_puts(w->out, "\n| Question | In the change | Answer | |\n"
			    "| --- | --- | --- | --- |\n");
	for (size_t i = 0; i < w->r->n_topics; i++) {
		const struct tg_topic_result *t = &w->r->topics[i];

		tg_buf_puts(w->out, "| ");
		tg_put_markdown(w->out, tg_str_sub(tg_str(t->question), 0,
						   QUESTION_WIDTH));
		if (t->detected)
			tg_buf_printf(w->out, " | yes, %zu place%s", t->signals,
				      t->signals == 1 ? "" : "s");
		else
			tg_buf_puts(w->out, " | no");
		tg_buf_printf(w->out, " | %s%s | %s |\n", answer_words[t->answer],
			      t->explained && t->answer == TG_ANSWER_YES
				      ? ", explained"
			      : t->explained ? ", with a reason"
					     : "",
			      outcome_words[t->outcome]);
	}
}

static const char *const level_titles[] = {
	[TG_LEVEL_NOTE] = "Notes",
	[TG_LEVEL_WARNING] = "Warnings",
	[TG_LEVEL_ERROR] = "What must be done",
};

static void put_finding(const struct writer *w, const struct tg_finding *f)
{
	tg_buf_puts(w->out, "- ");
	if (f->path) {
		put_place(w, f->path, f->line, f->side, false);
		tg_buf_puts(w->out, " ");
	}
	md(w, f->message);
	if (f->fix && *f->fix) {
		tg_buf_puts(w->out, "  \n  **What to do:** ");
		md(w, f->fix);
	}
	if (f->waived) {
		tg_buf_puts(w->out, "  \n  Waived: ");
		md(w, f->waived);
	}
	tg_buf_puts(w->out, " <sub>");
	tg_put_html(w->out, tg_str(f->id));
	tg_buf_puts(w->out, "</sub>\n");
}

/* Returns how many of that level were left out. */
static size_t put_level(const struct writer *w, enum tg_level level, size_t *room)
{
	size_t left_out = 0;
	bool any = false, folded = level == TG_LEVEL_NOTE;

	for (size_t i = 0; i < w->r->n_findings; i++) {
		const struct tg_finding *f = &w->r->findings[i];

		if (f->level != level)
			continue;
		if (!*room || (folded && !w->plan->notes)) {
			left_out++;
			continue;
		}
		if (!any && folded)
			tg_buf_printf(w->out, "\n<details><summary>%s</summary>\n\n",
				      level_titles[level]);
		else if (!any)
			tg_buf_printf(w->out, "\n#### %s\n\n", level_titles[level]);
		any = true;
		--*room;
		put_finding(w, f);
	}
	if (any && folded)
		tg_buf_puts(w->out, "\n</details>\n");
	return left_out;
}

static void put_findings(const struct writer *w)
{
	size_t room = w->plan->findings, left_out = 0;

	left_out += put_level(w, TG_LEVEL_ERROR, &room);
	left_out += put_level(w, TG_LEVEL_WARNING, &room);
	left_out += put_level(w, TG_LEVEL_NOTE, &room);
	if (left_out)
		tg_buf_printf(w->out,
			      "\n%zu more finding%s did not fit here: see the job's "
			      "log or run `threatgate check`.\n",
			      left_out, left_out == 1 ? "" : "s");
	if (w->r->preexisting)
		tg_buf_printf(w->out,
			      "\n%zu finding%s there before this change: see "
			      "`threatgate audit`.\n",
			      w->r->preexisting,
			      w->r->preexisting == 1 ? " was" : "s were");
}

static void put_models(const struct writer *w)
{
	if (!w->r->n_models)
		return;
	tg_buf_puts(w->out, "\n#### Threat models concerned\n\n");
	for (size_t i = 0; i < w->r->n_models; i++) {
		const struct tg_model_summary *m = &w->r->models[i];

		tg_buf_puts(w->out, "- ");
		put_place(w, m->path, 0, TG_SIDE_NEW, false);
		tg_buf_printf(w->out, " (%s): %zu of %zu threats mitigated", m->change,
			      m->mitigated, m->threats);
		if (m->findings)
			tg_buf_printf(w->out, ", %zu finding%s", m->findings,
				      m->findings == 1 ? "" : "s");
		tg_buf_puts(w->out, "\n");
		if (m->mermaid && w->plan->diagrams)
			tg_buf_printf(w->out,
				      "  <details><summary>Data flow "
				      "diagram</summary>\n\n```mermaid\n%s```\n\n"
				      "</details>\n\n",
				      m->mermaid);
	}
}

static void put_signal(const struct writer *w, const struct tg_signal *s)
{
	tg_buf_puts(w->out, "| ");
	put_place(w, s->path, s->line, s->side, true);
	tg_buf_puts(w->out, " | ");
	md(w, s->title);
	tg_buf_printf(w->out, " | %s | ", *s->topic ? s->topic : "–");
	tg_put_code(w->out, tg_str(s->excerpt), true);
	tg_buf_puts(w->out, " |\n");
}

static size_t count_hints(const struct tg_report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_signals; i++)
		n += r->signals[i].confidence == TG_CONFIDENCE_LOW;
	return n;
}

static void put_seen(const struct writer *w)
{
	size_t hints = count_hints(w->r);
	bool table = w->r->n_signals > hints;

	if (!w->plan->seen || !w->r->n_signals)
		return;
	if (table)
		tg_buf_puts(w->out, "\n<details><summary>What was seen in the change"
				    "</summary>\n\n| Place | What | Topic | Line |\n"
				    "| --- | --- | --- | --- |\n");
	for (size_t i = 0; i < w->r->n_signals; i++)
		if (w->r->signals[i].confidence != TG_CONFIDENCE_LOW)
			put_signal(w, &w->r->signals[i]);
	if (hints)
		tg_buf_printf(w->out, "\n%zu weak hint%s not shown.\n", hints,
			      hints == 1 ? " is" : "s are");
	if (table)
		tg_buf_puts(w->out, "\n</details>\n");
}

static void put_suppressions(const struct writer *w)
{
	if (!w->r->n_suppressions)
		return;
	tg_buf_puts(w->out, "\n<details><summary>Silenced by comments</summary>\n\n");
	for (size_t i = 0; i < w->r->n_suppressions; i++) {
		const struct tg_suppression *s = &w->r->suppressions[i];

		tg_buf_puts(w->out, "- ");
		put_place(w, s->path, s->line, TG_SIDE_NEW, false);
		tg_buf_puts(w->out, " ");
		tg_put_code(w->out, tg_str(s->rule), false);
		tg_buf_puts(w->out, s->effective ? ": "
						 : " (added here, silences nothing): ");
		md(w, s->reason);
		tg_buf_puts(w->out, "\n");
	}
	tg_buf_puts(w->out, "\n</details>\n");
}

static void put_limits(const struct writer *w)
{
	if (!w->r->n_limits)
		return;
	tg_buf_puts(w->out, "\nWhat could not be looked at:\n\n");
	for (size_t i = 0; i < w->r->n_limits; i++) {
		tg_buf_puts(w->out, "- ");
		md(w, w->r->limits[i]);
		tg_buf_puts(w->out, "\n");
	}
}

static void put_all(const struct writer *w)
{
	put_verdict(w);
	put_topics(w);
	put_findings(w);
	put_models(w);
	put_limits(w);
	put_seen(w);
	put_suppressions(w);
}

void tg_write_markdown(struct tg_buf *out, const struct tg_report *report,
		       const struct tg_write_options *options)
{
	size_t limit = options->max_bytes ? options->max_bytes : DEFAULT_LIMIT;
	struct tg_buf text = TG_BUF_INIT(limit);
	struct writer w = { &text, report, options->link_base, NULL };

	for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
		w.plan = &plans[i];
		tg_buf_clear(&text);
		put_all(&w);
		if (!text.overflow)
			break;
	}
	tg_buf_put_str(out, tg_buf_str(&text));
	tg_buf_release(&text);
}
