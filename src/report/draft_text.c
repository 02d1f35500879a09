#include "draft_text.h"

#include "escape.h"

#include <string.h>

#define MAX_EVIDENCE 5
#define HINT "<!-- how it is dealt with; or \"No:\" and why it does not apply -->"

static const char *topic_of(const struct tg_item *item)
{
	return item->topic ? item->topic : item->id;
}

static bool takes_control_away(const struct tg_report *r, const char *topic)
{
	for (size_t i = 0; i < r->n_findings; i++)
		if (strcmp(r->findings[i].id, "mitigation/control-removed") == 0 &&
		    r->findings[i].topic && strcmp(r->findings[i].topic, topic) == 0)
			return true;
	return false;
}

bool tg_draft_needs_words(const struct tg_draft_input *in, const struct tg_item *item)
{
	const struct tg_report *r = in->report;

	for (size_t i = 0; i < r->n_topics; i++)
		if (r->topics[i].detected && strcmp(r->topics[i].id, item->id) == 0)
			return true;
	return takes_control_away(r, topic_of(item));
}

/* --- evidence ------------------------------------------------------------- */

static void put_place(struct tg_buf *out, const struct tg_signal *s)
{
	struct tg_buf place = TG_BUF_INIT(8192);

	tg_buf_puts(&place, s->path);
	if (s->line)
		tg_buf_printf(&place, ":%u", s->line);
	tg_put_code(out, tg_buf_str(&place), false);
	if (s->side == TG_SIDE_OLD && s->line)
		tg_buf_puts(out, " (removed)");
	tg_buf_release(&place);
}

static bool is_evidence(const struct tg_signal *s, const char *topic)
{
	return s->confidence != TG_CONFIDENCE_LOW && strcmp(s->topic, topic) == 0;
}

/* The question of a rule is asked where the rule is named first. */
static bool asked_before(const struct tg_report *r, size_t index, const char *topic)
{
	for (size_t i = 0; i < index; i++)
		if (is_evidence(&r->signals[i], topic) &&
		    strcmp(r->signals[i].rule, r->signals[index].rule) == 0)
			return true;
	return false;
}

static void put_signal(struct tg_buf *out, const struct tg_report *r, size_t index,
		       const char *topic)
{
	const struct tg_signal *s = &r->signals[index];

	put_place(out, s);
	tg_buf_puts(out, " ");
	tg_put_markdown(out, tg_str(s->title));
	if (s->ask && *s->ask && !asked_before(r, index, topic)) {
		tg_buf_puts(out, ". *");
		tg_put_markdown(out, tg_str(s->ask));
		tg_buf_puts(out, "*");
	}
	tg_buf_puts(out, "\n");
}

/* A quote is nobody's answer: what stands in it can never pass for one. */
static void put_evidence(struct tg_buf *out, const struct tg_report *r,
			 const char *topic, const char *indent)
{
	size_t shown = 0, more = 0;

	for (size_t i = 0; i < r->n_signals; i++) {
		if (!is_evidence(&r->signals[i], topic))
			continue;
		if (shown == MAX_EVIDENCE) {
			more++;
			continue;
		}
		if (!shown++)
			tg_buf_printf(out, "\n%s> Seen in this change:\n", indent);
		tg_buf_printf(out, "%s> - ", indent);
		put_signal(out, r, i, topic);
	}
	if (more)
		tg_buf_printf(out, "%s> - and %zu more: see `threatgate check -v`\n",
			      indent, more);
}

/* --- items ------------------------------------------------------------------ */

void tg_draft_put_open(struct tg_buf *out, const struct tg_draft_input *in,
		       const struct tg_item *item, const char *indent)
{
	tg_buf_printf(out, "%sYes: " HINT "\n", indent);
	put_evidence(out, in->report, topic_of(item), indent);
}

void tg_draft_put_item(struct tg_buf *out, const struct tg_draft_input *in,
		       const struct tg_item *item)
{
	bool open = tg_draft_needs_words(in, item);

	tg_buf_printf(out, "- [ ] %s%s <!-- threatgate:%s -->\n", item->question,
		      open ? "" : " No", item->id);
	if (!open)
		return;
	tg_buf_puts(out, "\n");
	tg_draft_put_open(out, in, item, "  ");
	tg_buf_puts(out, "\n");
}

/* An empty line, unless there is one already. */
static void put_gap(struct tg_buf *out)
{
	if (!tg_str_ends(tg_buf_str(out), "\n\n"))
		tg_buf_puts(out, "\n");
}

/* --- threat models, the four questions ------------------------------------- */

static bool has(struct tg_str body, const char *text)
{
	return tg_str_ifind(body, tg_str(text)) != SIZE_MAX;
}

static void put_review(struct tg_buf *out, const struct tg_draft_input *in,
		       const char *model)
{
	struct tg_buf line = TG_BUF_INIT(8192);

	tg_buf_puts(&line, "Threat model ");
	tg_put_code(&line, tg_str(model), false);
	tg_buf_puts(&line, " reviewed: no change, because");
	if (line.ptr && !has(in->body, line.ptr)) {
		put_gap(out);
		tg_buf_printf(out,
			      "%s <!-- why it still holds; or take this out and change "
			      "the model with the code -->\n",
			      line.ptr);
	}
	tg_buf_release(&line);
}

static void put_reviews(struct tg_buf *out, const struct tg_draft_input *in)
{
	const struct tg_report *r = in->report;

	for (size_t i = 0; i < r->n_findings; i++)
		if (strcmp(r->findings[i].id, "model/review-needed") == 0 &&
		    r->findings[i].model)
			put_review(out, in, r->findings[i].model);
}

static bool wants_discussion(const struct tg_report *r)
{
	for (size_t i = 0; i < r->n_findings; i++)
		if (strcmp(r->findings[i].id, "discussion/missing") == 0)
			return true;
	return false;
}

/* As list items: what follows the list belongs to none of them. */
static void put_questions(struct tg_buf *out, const struct tg_draft_input *in,
			  const struct tg_checklist *answers)
{
	static const struct {
		const char *question, *hint;
	} questions[TG_QUESTIONS] = {
		{ "What are we building?", "a sentence, or a data flow diagram" },
		{ "What can go wrong?", "the threats that come to mind" },
		{ "What are we going to do about it?", "the mitigation of each" },
		{ "Did we do a good enough job?", "who looked at it, what is left open" },
	};
	bool any = false;

	for (size_t q = 0; q < TG_QUESTIONS; q++) {
		if (answers->questions[q] || has(in->body, questions[q].question))
			continue;
		if (!any) {
			put_gap(out);
			tg_buf_puts(out, "This change brings something new. A line for "
					 "each question, or change the threat model "
					 "instead:\n\n");
		}
		any = true;
		tg_buf_printf(out, "- %s <!-- %s -->\n", questions[q].question,
			      questions[q].hint);
	}
}

void tg_draft_put_rest(struct tg_buf *out, const struct tg_draft_input *in,
		       const struct tg_checklist *answers)
{
	put_reviews(out, in);
	if (wants_discussion(in->report))
		put_questions(out, in, answers);
}
