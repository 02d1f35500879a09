/* Our own form: six parts, a table for each of threats, risk and mitigations. */
#include "exporting.h"

#include "../base/utf8.h"
#include "dfd.h"

#include <string.h>

struct writing {
	struct tg_buf *out;
	const struct tg_model *model;
	struct tg_losses *losses;
};

/* A cell: one line, bars and mark-up made harmless. */
static void put_cell(struct tg_buf *out, const char *text)
{
	struct tg_str rest = tg_str_trim(tg_str(text));
	uint32_t cp;

	while (tg_utf8_next(&rest, &cp)) {
		if (cp == '\n')
			tg_buf_puts(out, "<br>");
		else if (cp == '|')
			tg_buf_puts(out, "\\|");
		else if (cp == '<')
			tg_buf_puts(out, "&lt;");
		else if (cp >= ' ')
			tg_utf8_put(out, cp);
	}
}

static void put_line(struct tg_buf *out, const char *text)
{
	struct tg_str rest = tg_str(text);
	uint32_t cp;

	while (tg_utf8_next(&rest, &cp)) {
		if (cp == '<')
			tg_buf_puts(out, "&lt;");
		else if (cp < ' ')
			tg_buf_putc(out, ' ');
		else
			tg_utf8_put(out, cp);
	}
}

/* Our tables join rows by ids of letters, digits, points and dashes; others
 * are numbered anew. */
static const char *id_of(const struct writing *w, size_t threat)
{
	const char *id = tg_export_id(w->losses->arena, w->model, threat);

	for (const char *p = id; *p; p++) {
		if (!tg_is_alnum(*p) && *p != '-' && *p != '_' && *p != '.')
			return tg_arena_printf(w->losses->arena, "T%zu", threat + 1);
	}
	return id;
}

/* A YAML scalar in double quotes. */
static void put_quoted(struct tg_buf *out, const char *text)
{
	json_t *value = tg_export_text(text);
	char *dump = json_dumps(value, JSON_ENCODE_ANY);

	tg_buf_puts(out, dump ? dump : "\"\"");
	free(dump);
	json_decref(value);
}

static void put_front_matter(const struct writing *w)
{
	const struct tg_model *m = w->model;

	if (!m->n_covers && !m->owner && !m->reviewed && !m->threshold)
		return;
	tg_buf_puts(w->out, "---\n");
	if (m->n_covers) {
		tg_buf_puts(w->out, "covers:\n");
		for (size_t i = 0; i < m->n_covers; i++) {
			tg_buf_puts(w->out, "  - ");
			put_quoted(w->out, m->covers[i]);
			tg_buf_putc(w->out, '\n');
		}
	}
	if (m->owner) {
		tg_buf_puts(w->out, "owner: ");
		put_quoted(w->out, m->owner);
		tg_buf_putc(w->out, '\n');
	}
	if (m->reviewed)
		tg_buf_printf(w->out, "reviewed: %s\n", m->reviewed);
	if (m->threshold)
		tg_buf_printf(w->out, "threshold: %s\n",
			      tg_risk_level_name(m->threshold));
	tg_buf_puts(w->out, "---\n\n");
}

static void put_scope(const struct writing *w)
{
	const struct tg_dfd *dfd = &w->model->dfd;

	tg_buf_puts(w->out, "## Scope\n\n");
	tg_buf_printf(w->out, "Taken from a model in another form (%s",
		      tg_model_format_name(w->model->format));
	if (w->model->path) {
		const char *slash = strrchr(w->model->path, '/');

		tg_buf_puts(w->out, ", ");
		put_line(w->out, slash ? slash + 1 : w->model->path);
	}
	tg_buf_putc(w->out, ')');
	if (!dfd->n_elements) {
		tg_buf_puts(w->out, ".\n\n");
		return;
	}
	tg_buf_puts(w->out, ". Its parts:\n\n");
	for (size_t i = 0; i < dfd->n_elements; i++) {
		tg_buf_puts(w->out, "- ");
		put_line(w->out, dfd->elements[i].name);
		tg_buf_printf(w->out, " (%s)\n",
			      tg_element_kind_name(dfd->elements[i].kind));
	}
	tg_buf_putc(w->out, '\n');
}

static void put_dfd(const struct writing *w)
{
	tg_buf_puts(w->out, "## Data flow diagram\n\n");
	if (!w->model->dfd.n_elements) {
		tg_buf_puts(w->out, "The source has no diagram that could be read.\n\n");
		return;
	}
	tg_buf_puts(w->out, "```mermaid\n");
	tg_dfd_to_mermaid(w->out, &w->model->dfd, NULL);
	tg_buf_puts(w->out, "```\n\n");
}

static void put_boundaries(const struct writing *w)
{
	const struct tg_dfd *dfd = &w->model->dfd;

	tg_buf_puts(w->out, "## Trust boundaries\n\n");
	if (!dfd->n_boundaries)
		tg_buf_puts(w->out, "The source names none.\n");
	for (size_t i = 0; i < dfd->n_boundaries; i++) {
		const char *comma = ": ";

		tg_buf_puts(w->out, "- ");
		put_line(w->out, dfd->boundaries[i].name);
		for (size_t j = 0; j < dfd->n_elements; j++) {
			const char *in = dfd->elements[j].boundary;

			if (!in || strcmp(in, dfd->boundaries[i].id) != 0)
				continue;
			tg_buf_puts(w->out, comma);
			put_line(w->out, dfd->elements[j].name);
			comma = ", ";
		}
		tg_buf_putc(w->out, '\n');
	}
	tg_buf_putc(w->out, '\n');
}

static void put_categories(struct tg_buf *out, const struct tg_threat *t)
{
	const char *comma = "";

	if (!t->stride)
		put_cell(out, t->category);
	for (unsigned i = 0; i < TG_STRIDE_COUNT; i++) {
		if (!(t->stride & (1u << i)))
			continue;
		tg_buf_puts(out, comma);
		tg_buf_puts(out, tg_stride_title(i));
		comma = ", ";
	}
}

static void put_threats(const struct writing *w)
{
	tg_buf_puts(w->out, "## Threats\n\n"
		    "| ID | Threat | Category | Element | Description |\n"
		    "|---|---|---|---|---|\n");
	for (size_t i = 0; i < w->model->n_threats; i++) {
		const struct tg_threat *t = &w->model->threats[i];

		tg_buf_puts(w->out, "| ");
		put_cell(w->out, id_of(w, i));
		tg_buf_puts(w->out, " | ");
		put_cell(w->out, *t->title ? t->title : t->description);
		tg_buf_puts(w->out, " | ");
		put_categories(w->out, t);
		tg_buf_puts(w->out, " | ");
		put_cell(w->out, t->element);
		tg_buf_puts(w->out, " | ");
		put_cell(w->out, t->description);
		tg_buf_puts(w->out, " |\n");
		if (*t->id && strcmp(t->id, id_of(w, i)) != 0)
			tg_losses_add(w->losses, "the id of a threat (numbered anew)");
		if (*t->status && !t->n_mitigations)
			tg_losses_add(w->losses, "the status of a threat without "
				      "mitigation");
	}
	tg_buf_putc(w->out, '\n');
}

static const char *priority(const struct tg_risk *risk)
{
	if (risk->stated && *risk->stated)
		return risk->stated;
	return risk->level == TG_RISK_UNKNOWN ? "" : tg_risk_level_name(risk->level);
}

static bool is_scored(const struct tg_model *model, enum tg_risk_scheme scheme)
{
	for (size_t i = 0; i < model->n_threats; i++) {
		if (model->threats[i].risk.scheme == scheme)
			return true;
	}
	return false;
}

static void put_dread(const struct writing *w, const struct tg_risk *risk)
{
	for (size_t k = 0; k < TG_DREAD_FACTORS; k++)
		tg_buf_printf(w->out, " | %g", risk->dread[k]);
	if (risk->total >= 0)
		tg_buf_printf(w->out, " | %g", risk->total);
	else
		tg_buf_puts(w->out, " | ");
}

static void put_risk(const struct writing *w, size_t threat)
{
	const struct tg_risk *r = &w->model->threats[threat].risk;

	tg_buf_puts(w->out, "| ");
	put_cell(w->out, id_of(w, threat));
	if (r->scheme == TG_RISK_DREAD)
		put_dread(w, r);
	if (r->scheme == TG_RISK_LIKELIHOOD_IMPACT) {
		tg_buf_puts(w->out, " | ");
		put_cell(w->out, r->likelihood ? r->likelihood : "");
		tg_buf_puts(w->out, " | ");
		put_cell(w->out, r->impact ? r->impact : "");
	}
	if (r->scheme == TG_RISK_CVSS)
		tg_buf_printf(w->out, " | %g", r->cvss);
	tg_buf_puts(w->out, " | ");
	put_cell(w->out, priority(r));
	tg_buf_puts(w->out, " |\n");
}

/* One table for each scheme that is used, so that each column means one thing. */
static void put_risks(const struct writing *w)
{
	static const struct {
		enum tg_risk_scheme scheme;
		const char *head;
	} tables[] = {
		{ TG_RISK_DREAD,
		  "| Threat | D | R | E | A | D | Total | Priority |\n"
		  "|---|---|---|---|---|---|---|---|\n" },
		{ TG_RISK_LIKELIHOOD_IMPACT,
		  "| Threat | Likelihood | Impact | Priority |\n|---|---|---|---|\n" },
		{ TG_RISK_CVSS, "| Threat | CVSS | Priority |\n|---|---|---|\n" },
		{ TG_RISK_SEVERITY, "| Threat | Priority |\n|---|---|\n" },
	};

	tg_buf_puts(w->out, "## Risk\n\n");
	for (size_t k = 0; k < sizeof(tables) / sizeof(tables[0]); k++) {
		if (!is_scored(w->model, tables[k].scheme))
			continue;
		tg_buf_puts(w->out, tables[k].head);
		for (size_t i = 0; i < w->model->n_threats; i++)
			if (w->model->threats[i].risk.scheme == tables[k].scheme)
				put_risk(w, i);
		tg_buf_putc(w->out, '\n');
	}
	if (is_scored(w->model, TG_RISK_NONE))
		tg_buf_puts(w->out, "Threats that stand in no table here are not rated "
			    "yet.\n\n");
}

static void put_status(struct tg_buf *out, const struct tg_mitigation *m)
{
	static const char *const words[] = {
		[TG_MITIGATION_UNSTATED] = "",
		[TG_MITIGATION_IMPLEMENTED] = "Implemented",
		[TG_MITIGATION_PLANNED] = "Planned",
		[TG_MITIGATION_ACCEPTED] = "Accepted risk",
		[TG_MITIGATION_TRANSFERRED] = "Transferred",
		[TG_MITIGATION_AVOIDED] = "Avoided",
		[TG_MITIGATION_NOT_APPLICABLE] = "Not applicable",
		[TG_MITIGATION_OPEN] = "Open",
		[TG_MITIGATION_OTHER] = ""
	};

	put_cell(out, *words[m->status] ? words[m->status] : m->status_text);
	if (m->reason && *m->reason && strcmp(m->reason, m->text) != 0) {
		tg_buf_puts(out, ": ");
		put_cell(out, m->reason);
	}
}

static void put_mitigation(const struct writing *w, const char *id,
			   const struct tg_mitigation *m)
{
	tg_buf_puts(w->out, "| ");
	put_cell(w->out, id);
	tg_buf_puts(w->out, " | ");
	put_cell(w->out, m->text);
	tg_buf_puts(w->out, " | ");
	put_status(w->out, m);
	tg_buf_puts(w->out, " | ");
	put_cell(w->out, m->owner ? m->owner : "");
	tg_buf_puts(w->out, " | ");
	put_cell(w->out, m->due ? m->due : "");
	tg_buf_puts(w->out, " | ");
	for (size_t i = 0; i < m->n_evidence; i++) {
		tg_buf_puts(w->out, i ? ", `" : "`");
		put_cell(w->out, m->evidence[i]);
		tg_buf_putc(w->out, '`');
	}
	tg_buf_puts(w->out, " |\n");
}

static void put_mitigations(const struct writing *w)
{
	tg_buf_puts(w->out, "## Mitigations\n\n"
		    "| Threat | Mitigation | Status | Owner | Due | Evidence |\n"
		    "|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < w->model->n_threats; i++) {
		const struct tg_threat *t = &w->model->threats[i];

		for (size_t j = 0; j < t->n_mitigations; j++)
			put_mitigation(w, id_of(w, i), &t->mitigations[j]);
	}
	for (size_t i = 0; i < w->model->n_orphans; i++)
		tg_losses_add(w->losses, "a mitigation of no threat");
}

bool tg_export_markdown(struct tg_buf *out, const struct tg_model *model,
			struct tg_losses *losses)
{
	struct writing w = { out, model, losses };

	put_front_matter(&w);
	tg_buf_puts(out, "# ");
	put_line(out, *model->title ? model->title : "Threat model");
	tg_buf_puts(out, "\n\n");
	put_scope(&w);
	put_dfd(&w);
	put_boundaries(&w);
	put_threats(&w);
	put_risks(&w);
	put_mitigations(&w);
	return !out->overflow;
}
