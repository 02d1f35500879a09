/*
 * The report as one HTML page that needs nothing else: no script, no image, no
 * font from anywhere, and a policy in the page that forbids them. It reads with
 * a screen reader, in the dark, on paper and on a telephone, where each row of a
 * table becomes a block with its own labels (the roles keep it a table).
 */
#include "report.h"

#include "html_parts.h"
#include "html_style.h"

#include <string.h>

/* --- the head of the page -------------------------------------------------- */

static void put_counts(struct tg_buf *out, const struct tg_report *r)
{
	tg_buf_puts(out, "<p>");
	tg_html_count(out, r->errors, "error");
	tg_buf_puts(out, ", ");
	tg_html_count(out, r->warnings, "warning");
	tg_buf_puts(out, ", ");
	tg_html_count(out, r->notes, "note");
	tg_buf_puts(out, " in ");
	tg_html_count(out, r->files, "file");
	tg_buf_printf(out, " (+%zu −%zu).", r->added, r->removed);
	if (!r->n_signals && !r->n_models)
		tg_buf_puts(out, " Nothing security-relevant was seen in this change.");
	if (r->advisory)
		tg_buf_puts(out, " This is a draft: findings are shown and do not fail "
				 "it yet.");
	tg_buf_puts(out, "</p>\n");
}

static void put_revision(struct tg_buf *out, const char *name, const char *id)
{
	if (!id || !*id)
		return;
	tg_buf_printf(out, "<dt>%s</dt><dd>", name);
	tg_html_code(out, id);
	tg_buf_puts(out, "</dd>\n");
}

static void put_header(struct tg_buf *out, const struct tg_report *r)
{
	const char *verdict = tg_verdict_name(r->verdict);

	tg_buf_printf(out, "<header>\n<h1>threatgate: <strong class=\"%s\">%s</strong></h1>\n",
		      verdict, verdict);
	if (r->error) {
		tg_buf_puts(out, "<p>It could not be judged: ");
		tg_html_text(out, r->error);
		tg_buf_puts(out, "</p>\n");
	}
	put_counts(out, r);
	if (r->checklist_note) {
		tg_buf_puts(out, "<p>");
		tg_html_text(out, r->checklist_note);
		tg_buf_puts(out, "</p>\n");
	}
	tg_buf_puts(out, "<dl>\n");
	put_revision(out, "Base", r->base);
	put_revision(out, "Head", r->head);
	put_revision(out, "Merge base", r->merge_base);
	tg_buf_puts(out, "<dt>Judged by</dt><dd>threatgate " TG_VERSION "</dd>\n</dl>\n"
			 "</header>\n");
}

/* --- findings -------------------------------------------------------------- */

static void put_finding(struct tg_buf *out, const struct tg_finding *f)
{
	const char *level = tg_level_name(f->level);

	tg_buf_printf(out, "<li class=\"finding %s\">\n<p class=\"place\">", level);
	tg_html_place(out, f->path, f->line, f->side);
	tg_buf_puts(out, "</p>\n<p>");
	tg_html_text(out, f->message);
	tg_buf_puts(out, "</p>\n");
	if (f->fix && *f->fix) {
		tg_buf_puts(out, "<p><strong>What to do:</strong> ");
		tg_html_text(out, f->fix);
		tg_buf_puts(out, "</p>\n");
	}
	if (f->waived) {
		tg_buf_puts(out, "<p><strong>Waived:</strong> ");
		tg_html_text(out, f->waived);
		tg_buf_puts(out, "</p>\n");
	}
	tg_buf_printf(out, "<p class=\"id\">%s: ", level);
	tg_html_text(out, f->id);
	if (f->rule) {
		tg_buf_puts(out, ", rule ");
		tg_html_text(out, f->rule);
	}
	tg_buf_puts(out, "</p>\n</li>\n");
}

/* Waived ones stand apart: nothing is to be done about them. */
struct group {
	enum tg_level level;
	bool waived, folded;
	const char *title, *id;
};

static const struct group groups[] = {
	{ TG_LEVEL_ERROR, false, false, "What must be done", "errors" },
	{ TG_LEVEL_WARNING, false, false, "Warnings", "warnings" },
	{ TG_LEVEL_NOTE, false, true, "Notes", "notes" },
	{ TG_LEVEL_NOTE, true, true, "Waived", "waived" },
};

static bool belongs(const struct tg_finding *f, const struct group *g)
{
	if (g->waived || f->waived)
		return g->waived && f->waived;
	return f->level == g->level;
}

static void put_group(struct tg_buf *out, const struct tg_report *r,
		      const struct group *g)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_findings; i++)
		n += belongs(&r->findings[i], g);
	if (!n)
		return;
	if (g->folded)
		tg_html_fold(out, g->title, n);
	else
		tg_html_section(out, g->id, g->title);
	tg_buf_puts(out, "<ul class=\"findings\">\n");
	for (size_t i = 0; i < r->n_findings; i++)
		if (belongs(&r->findings[i], g))
			put_finding(out, &r->findings[i]);
	tg_buf_puts(out, g->folded ? "</ul>\n</details>\n" : "</ul>\n</section>\n");
}

static void put_findings(struct tg_buf *out, const struct tg_report *r)
{
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		put_group(out, r, &groups[i]);
	if (r->preexisting) {
		tg_buf_puts(out, "<p>");
		tg_html_count(out, r->preexisting, "finding");
		tg_buf_puts(out, r->preexisting == 1 ? " was" : " were");
		tg_buf_puts(out, " there before this change: see "
				 "<code>threatgate audit</code>.</p>\n");
	}
}

/* --- threat models --------------------------------------------------------- */

static bool concerns(const struct tg_finding *f, const struct tg_model_summary *m)
{
	return f->threat && f->model && strcmp(f->model, m->path) == 0;
}

/* The threats of the model that something is said about, each once with each
 * thing that is said. */
static void put_threats(struct tg_buf *out, const struct tg_report *r,
			const struct tg_model_summary *m)
{
	bool any = false;

	for (size_t i = 0; i < r->n_findings; i++) {
		const struct tg_finding *f = &r->findings[i];

		if (!concerns(f, m))
			continue;
		tg_buf_puts(out, any ? "<li>" : "<p>Threats touched:</p>\n<ul>\n<li>");
		any = true;
		tg_buf_puts(out, "<strong>");
		tg_html_text(out, f->threat);
		tg_buf_printf(out, "</strong> <span class=\"%s\">%s</span>: ",
			      f->waived ? "quiet" : tg_level_name(f->level),
			      f->waived ? "waived" : tg_level_name(f->level));
		tg_html_text(out, f->message);
		tg_buf_puts(out, "</li>\n");
	}
	if (any)
		tg_buf_puts(out, "</ul>\n");
}

static void put_model(struct tg_buf *out, const struct tg_report *r,
		      const struct tg_model_summary *m)
{
	tg_buf_puts(out, "<h3>");
	tg_html_text(out, m->title && *m->title ? m->title : m->path);
	tg_buf_puts(out, "</h3>\n<p>");
	tg_html_code(out, m->path);
	tg_buf_printf(out, " (%s in this change): %zu of ", m->change, m->mitigated);
	tg_html_count(out, m->threats, "threat");
	tg_buf_puts(out, " mitigated.</p>\n");
	put_threats(out, r, m);
	if (m->mermaid) {
		tg_buf_puts(out, "<details>\n<summary>Data flow diagram (Mermaid "
				 "text)</summary>\n<pre><code>");
		tg_html_text(out, m->mermaid);
		tg_buf_puts(out, "</code></pre>\n</details>\n");
	}
}

static void put_models(struct tg_buf *out, const struct tg_report *r)
{
	if (!r->n_models)
		return;
	tg_html_section(out, "models", "Threat models concerned");
	for (size_t i = 0; i < r->n_models; i++)
		put_model(out, r, &r->models[i]);
	tg_buf_puts(out, "</section>\n");
}

/* --- the rest -------------------------------------------------------------- */

static void put_suppressions(struct tg_buf *out, const struct tg_report *r)
{
	if (!r->n_suppressions)
		return;
	tg_html_fold(out, "Silenced by comments", r->n_suppressions);
	tg_buf_puts(out, "<ul>\n");
	for (size_t i = 0; i < r->n_suppressions; i++) {
		const struct tg_suppression *s = &r->suppressions[i];

		tg_buf_puts(out, "<li>");
		tg_html_place(out, s->path, s->line, TG_SIDE_NEW);
		tg_buf_puts(out, " ");
		tg_html_text(out, s->rule);
		tg_buf_puts(out, s->effective ? ": " : " (added here, silences nothing): ");
		tg_html_text(out, s->reason);
		tg_buf_puts(out, "</li>\n");
	}
	tg_buf_puts(out, "</ul>\n</details>\n");
}

static void put_limits(struct tg_buf *out, const struct tg_report *r)
{
	if (!r->n_limits)
		return;
	tg_html_section(out, "limits", "Could not be looked at");
	tg_buf_puts(out, "<ul>\n");
	for (size_t i = 0; i < r->n_limits; i++) {
		tg_buf_puts(out, "<li>");
		tg_html_text(out, r->limits[i]);
		tg_buf_puts(out, "</li>\n");
	}
	tg_buf_puts(out, "</ul>\n</section>\n");
}

void tg_write_html(struct tg_buf *out, const struct tg_report *report,
		   const struct tg_write_options *options)
{
	(void)options;
	tg_buf_printf(out, TG_HTML_HEAD, tg_verdict_name(report->verdict));
	tg_buf_puts(out, TG_HTML_STYLE "</head>\n<body>\n<main>\n");
	put_header(out, report);
	put_findings(out, report);
	tg_html_topics(out, report);
	put_models(out, report);
	put_limits(out, report);
	tg_html_signals(out, report);
	put_suppressions(out, report);
	tg_buf_puts(out, "</main>\n</body>\n</html>\n");
}
