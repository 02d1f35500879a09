#include "wording.h"

#include "../base/utf8.h"
#include "../report/escape.h"

#include <string.h>
#include <stdlib.h>
#include <threatgate/write.h>

/* --- the log ----------------------------------------------------------------- */

static void put_log_line(struct tg_buf *out, struct tg_str line)
{
	struct tg_str trimmed = tg_str_trim(line);
	size_t at;

	if (tg_str_starts(trimmed, "::"))
		tg_buf_putc(out, '|');
	while ((at = tg_str_find(line, TG_STR("##["))) != SIZE_MAX) {
		tg_buf_put_str(out, tg_str_sub(line, 0, at + 1));
		tg_buf_putc(out, ' ');
		line = tg_str_from(line, at + 1);
	}
	tg_buf_put_str(out, line);
}

void tg_word_log(struct tg_buf *out, struct tg_str text)
{
	struct tg_str line;

	while (tg_str_line(&text, &line)) {
		put_log_line(out, line);
		tg_buf_putc(out, '\n');
	}
}

/* --- short texts ------------------------------------------------------------- */

static void put_count(struct tg_buf *out, size_t n, const char *one)
{
	if (n)
		tg_buf_printf(out, "%s%zu %s%s", out->len ? ", " : "", n, one,
			      n == 1 ? "" : "s");
}

static const char *word_of(const struct tg_report *r)
{
	if (r->verdict == TG_VERDICT_ERROR)
		return "could not judge";
	if (r->verdict == TG_VERDICT_FAIL)
		return "fail";
	return r->advisory && r->errors ? "draft" : "pass";
}

void tg_word_title(struct tg_buf *out, const struct tg_report *r, size_t max)
{
	struct tg_buf counts = TG_BUF_INIT(256), text = TG_BUF_INIT(2048);

	put_count(&counts, r->errors, "error");
	put_count(&counts, r->warnings, "warning");
	tg_buf_puts(&text, word_of(r));
	if (r->verdict == TG_VERDICT_ERROR && r->error) {
		tg_buf_puts(&text, ": ");
		tg_utf8_put_safe(&text, tg_str(r->error));
	} else if (counts.len) {
		tg_buf_printf(&text, ": %s", counts.ptr);
	} else if (!r->n_signals) {
		tg_buf_puts(&text, ": nothing security-relevant was seen");
	}
	tg_buf_put_str(out, tg_utf8_cut(tg_buf_str(&text), max));
	tg_buf_release(&text);
	tg_buf_release(&counts);
}

/* --- the report -------------------------------------------------------------- */

static void put_error(struct tg_buf *out, const struct tg_report *r)
{
	tg_buf_puts(out, "### ⚠️ threatgate could not judge this change\n\n");
	tg_put_markdown(out, tg_str(r->error));
	tg_buf_puts(out, "\n\nThis is no verdict about the change: it fails because "
			 "what was not looked at is not known to be fine.\n");
}

void tg_word_report(struct tg_buf *out, const struct tg_report *r, const char *link_base,
		    size_t max)
{
	struct tg_write_options options = { .link_base = link_base, .max_bytes = max };
	struct tg_err err;
	char *text;
	size_t size;

	if (r->verdict == TG_VERDICT_ERROR) {
		put_error(out, r);
		return;
	}
	if (tg_report_write(&text, &size, r, "markdown", &options, &err) != TG_OK)
		return;
	tg_buf_put_str(out, tg_utf8_cut(tg_str_n(text, size), max));
	free(text);
}

/* --- one finding ------------------------------------------------------------- */

static const char *question_of(const struct tg_report *r, const char *topic)
{
	for (size_t i = 0; topic && i < r->n_topics; i++)
		if (strcmp(r->topics[i].id, topic) == 0)
			return r->topics[i].question;
	return NULL;
}

/* What the author must be able to answer about this line. */
static const char *ask_of(const struct tg_report *r, const struct tg_finding *f)
{
	for (size_t i = 0; f->rule && f->path && i < r->n_signals; i++) {
		const struct tg_signal *s = &r->signals[i];

		if (strcmp(s->rule, f->rule) == 0 && strcmp(s->path, f->path) == 0 &&
		    s->line == f->line)
			return s->ask;
	}
	return NULL;
}

static void put_detail(struct tg_buf *out, const char *label, const char *text)
{
	if (!text || !*text)
		return;
	tg_buf_printf(out, "- %s: ", label);
	tg_put_markdown(out, tg_str(text));
	tg_buf_putc(out, '\n');
}

static void put_details(struct tg_buf *out, const struct tg_report *r,
			const struct tg_finding *f)
{
	tg_buf_puts(out, "\n<details><summary>Why this is asked</summary>\n\n");
	put_detail(out, "Question of the checklist", question_of(r, f->topic));
	put_detail(out, "To be answered here", ask_of(r, f));
	put_detail(out, "Threat", f->threat);
	put_detail(out, "Threat model", f->model);
	put_detail(out, "Finding", f->id);
	put_detail(out, "Rule", f->rule);
	tg_buf_puts(out, "\n</details>\n");
}

static const char *const level_words[] = {
	[TG_LEVEL_NOTE] = "Note",
	[TG_LEVEL_WARNING] = "Worth a look",
	[TG_LEVEL_ERROR] = "Needed before this can pass",
};

void tg_word_finding(struct tg_buf *out, const struct tg_report *r,
		     const struct tg_finding *f)
{
	tg_buf_printf(out, "**%s.** ", level_words[f->level]);
	tg_put_markdown(out, tg_str(f->message));
	if (f->fix && *f->fix) {
		tg_buf_puts(out, "\n\n**What to do:** ");
		tg_put_markdown(out, tg_str(f->fix));
	}
	tg_buf_putc(out, '\n');
	put_details(out, r, f);
}

void tg_word_annotation(struct tg_buf *out, const struct tg_finding *f)
{
	struct tg_buf text = TG_BUF_INIT(256u << 10);

	tg_utf8_put_safe(&text, tg_str(f->message));
	if (f->fix && *f->fix) {
		tg_buf_puts(&text, "\nWhat to do: ");
		tg_utf8_put_safe(&text, tg_str(f->fix));
	}
	tg_buf_put_str(out, tg_utf8_cut(tg_buf_str(&text), TG_ANNOTATION_BYTES));
	tg_buf_release(&text);
}
