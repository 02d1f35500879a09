/*
 * The report as one HTML page that needs nothing else: no script, no image, no
 * font from anywhere, and a policy in the page that forbids them. It reads with
 * a screen reader, in the dark, on paper and on a telephone.
 */
#include "report.h"

#include "escape.h"

static const char head[] =
	"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	"style-src 'unsafe-inline'\">\n"
	"<title>threatgate report</title>\n<style>\n"
	":root{color-scheme:light dark;--line:#8884;--bad:#b3261e;--warn:#8a5a00;"
	"--good:#1a7f37}\n"
	"@media(prefers-color-scheme:dark){:root{--bad:#ff8a80;--warn:#ffcc66;"
	"--good:#6fdd8b}}\n"
	"body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;"
	"padding:0 1rem}\n"
	"code{font:.9em ui-monospace,monospace;overflow-wrap:anywhere}\n"
	"table{border-collapse:collapse;width:100%}\n"
	"th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;"
	"border-bottom:1px solid var(--line)}\n"
	"li{margin:.8rem 0}.error,.fail{color:var(--bad)}.warning{color:var(--warn)}"
	".pass{color:var(--good)}\n"
	"small{opacity:.75}\n</style>\n</head>\n<body>\n<main>\n";

static void text(struct tg_buf *out, const char *s)
{
	tg_put_html(out, tg_str(s));
}

static void put_place(struct tg_buf *out, const char *path, uint32_t line,
		      enum tg_side side)
{
	tg_buf_puts(out, "<code>");
	text(out, path ? path : "the change as a whole");
	if (line)
		tg_buf_printf(out, ":%u", line);
	tg_buf_puts(out, "</code>");
	if (line && side == TG_SIDE_OLD)
		tg_buf_puts(out, " (removed)");
}

static void put_verdict(struct tg_buf *out, const struct tg_report *r)
{
	const char *verdict = tg_verdict_name(r->verdict);

	tg_buf_printf(out, "<h1>threatgate: <span class=\"%s\">%s</span></h1>\n", verdict,
		      verdict);
	tg_buf_printf(out,
		      "<p>%zu errors, %zu warnings, %zu notes in %zu files "
		      "(+%zu −%zu).</p>\n",
		      r->errors, r->warnings, r->notes, r->files, r->added, r->removed);
	if (r->checklist_note) {
		tg_buf_puts(out, "<p>");
		text(out, r->checklist_note);
		tg_buf_puts(out, "</p>\n");
	}
}

static void put_finding(struct tg_buf *out, const struct tg_finding *f)
{
	tg_buf_puts(out, "<li>");
	put_place(out, f->path, f->line, f->side);
	tg_buf_printf(out, "<br><strong class=\"%s\">%s:</strong> ",
		      tg_level_name(f->level), tg_level_name(f->level));
	text(out, f->message);
	if (f->fix && *f->fix) {
		tg_buf_puts(out, "<br><strong>What to do:</strong> ");
		text(out, f->fix);
	}
	if (f->waived) {
		tg_buf_puts(out, "<br>Waived: ");
		text(out, f->waived);
	}
	tg_buf_puts(out, "<br><small>");
	text(out, f->id);
	tg_buf_puts(out, "</small></li>\n");
}

static void put_findings(struct tg_buf *out, const struct tg_report *r)
{
	if (!r->n_findings)
		return;
	tg_buf_puts(out, "<h2>Findings</h2>\n<ul>\n");
	for (size_t i = 0; i < r->n_findings; i++)
		put_finding(out, &r->findings[i]);
	tg_buf_puts(out, "</ul>\n");
	if (r->preexisting)
		tg_buf_printf(out, "<p>%zu more were there before this change.</p>\n",
			      r->preexisting);
}

static void put_topics(struct tg_buf *out, const struct tg_report *r)
{
	tg_buf_puts(out, "<h2>Checklist</h2>\n<table>\n<tr><th scope=\"col\">Question</th>"
			 "<th scope=\"col\">In the change</th>"
			 "<th scope=\"col\">Answer</th>"
			 "<th scope=\"col\">Outcome</th></tr>\n");
	for (size_t i = 0; i < r->n_topics; i++) {
		const struct tg_topic_result *t = &r->topics[i];

		tg_buf_puts(out, "<tr><td>");
		text(out, t->question);
		tg_buf_printf(out, "</td><td>%s (%zu)</td><td>%s%s",
			      t->detected ? "yes" : "no", t->signals,
			      tg_answer_name(t->answer),
			      t->explained ? ", explained: " : "");
		text(out, t->explained ? t->text : "");
		tg_buf_printf(out, "</td><td>%s</td></tr>\n", tg_outcome_name(t->outcome));
	}
	tg_buf_puts(out, "</table>\n");
}

static void put_models(struct tg_buf *out, const struct tg_report *r)
{
	if (!r->n_models)
		return;
	tg_buf_puts(out, "<h2>Threat models concerned</h2>\n<ul>\n");
	for (size_t i = 0; i < r->n_models; i++) {
		const struct tg_model_summary *m = &r->models[i];

		tg_buf_puts(out, "<li><code>");
		text(out, m->path);
		tg_buf_printf(out, "</code> (%s): %zu of %zu threats mitigated</li>\n",
			      m->change, m->mitigated, m->threats);
	}
	tg_buf_puts(out, "</ul>\n");
}

static void put_signals(struct tg_buf *out, const struct tg_report *r)
{
	if (!r->n_signals)
		return;
	tg_buf_puts(out, "<h2>What was seen</h2>\n<table>\n<tr><th scope=\"col\">Place</th>"
			 "<th scope=\"col\">What</th><th scope=\"col\">Line</th></tr>\n");
	for (size_t i = 0; i < r->n_signals; i++) {
		const struct tg_signal *s = &r->signals[i];

		tg_buf_puts(out, "<tr><td>");
		put_place(out, s->path, s->line, s->side);
		tg_buf_puts(out, "</td><td>");
		text(out, s->title);
		tg_buf_puts(out, "<br><small>");
		text(out, s->rule);
		tg_buf_puts(out, "</small></td><td><code>");
		text(out, s->excerpt);
		tg_buf_puts(out, "</code></td></tr>\n");
	}
	tg_buf_puts(out, "</table>\n");
}

static void put_limits(struct tg_buf *out, const struct tg_report *r)
{
	if (!r->n_limits)
		return;
	tg_buf_puts(out, "<h2>Could not be looked at</h2>\n<ul>\n");
	for (size_t i = 0; i < r->n_limits; i++) {
		tg_buf_puts(out, "<li>");
		text(out, r->limits[i]);
		tg_buf_puts(out, "</li>\n");
	}
	tg_buf_puts(out, "</ul>\n");
}

void tg_write_html(struct tg_buf *out, const struct tg_report *report,
		   const struct tg_write_options *options)
{
	(void)options;
	tg_buf_puts(out, head);
	put_verdict(out, report);
	put_findings(out, report);
	put_topics(out, report);
	put_models(out, report);
	put_signals(out, report);
	put_limits(out, report);
	tg_buf_printf(out, "<footer><small>threatgate " TG_VERSION
			   "</small></footer>\n</main>\n</body>\n</html>\n");
}
