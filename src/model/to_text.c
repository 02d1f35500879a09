#include "show.h"

#include "../base/utf8.h"
#include "dfd.h"

#include <string.h>

#define SHOWN 160u

static void put(struct tg_buf *out, const char *text)
{
	struct tg_str whole = tg_str(text), cut = tg_utf8_cut(whole, SHOWN);

	tg_utf8_put_safe(out, cut);
	if (cut.n < whole.n)
		tg_buf_puts(out, " ...");
}

static void field(struct tg_buf *out, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	tg_buf_printf(out, "%-12s ", name);
	put(out, value);
	tg_buf_putc(out, '\n');
}

static void put_parts(struct tg_buf *out, const struct tg_sections *s)
{
	const struct {
		const char *name;
		uint32_t line;
	} parts[] = { { "scope", s->scope },
		      { "data flow diagram", s->dfd },
		      { "trust boundaries", s->trust_boundaries },
		      { "threats", s->threats },
		      { "risk", s->risk },
		      { "mitigations", s->mitigations } };
	const char *comma = "";

	tg_buf_puts(out, "parts        ");
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!parts[i].line)
			continue;
		tg_buf_printf(out, "%s%s (line %u)", comma, parts[i].name,
			      parts[i].line);
		comma = ", ";
	}
	if (!*comma)
		tg_buf_puts(out, "none");
	tg_buf_puts(out, "\n");
	comma = "";
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (parts[i].line)
			continue;
		tg_buf_printf(out, "%s%s", *comma ? comma : "missing      ",
			      parts[i].name);
		comma = ", ";
	}
	if (*comma)
		tg_buf_puts(out, "\n");
}

static void put_dfd(struct tg_buf *out, const struct tg_dfd *dfd)
{
	size_t crossing = 0;

	if (!dfd->format)
		return;
	for (size_t i = 0; i < dfd->n_flows; i++)
		crossing += tg_flow_crosses(dfd, &dfd->flows[i], NULL, NULL);
	tg_buf_printf(out, "diagram      %s", dfd->format);
	if (dfd->line)
		tg_buf_printf(out, ", line %u", dfd->line);
	tg_buf_puts(out, ": ");
	if (dfd->n_elements)
		tg_buf_printf(out, "%zu elements, %zu flows, %zu boundaries, "
			      "%zu flows cross one\n", dfd->n_elements,
			      dfd->n_flows, dfd->n_boundaries, crossing);
	else
		tg_buf_puts(out, "cannot be read\n");
}

static void put_mitigation(struct tg_buf *out, const struct tg_mitigation *m)
{
	tg_buf_printf(out, "      %s ", m->denial ? "x" : "-");
	put(out, *m->text ? m->text : "(nothing written)");
	if (m->status != TG_MITIGATION_UNSTATED)
		tg_buf_printf(out, " [%s]", tg_mitigation_status_name(m->status));
	if (m->owner) {
		tg_buf_puts(out, " ");
		put(out, m->owner);
	}
	if (m->due) {
		tg_buf_puts(out, " due ");
		put(out, m->due);
	}
	for (size_t i = 0; i < m->n_evidence; i++) {
		tg_buf_puts(out, i ? ", " : " evidence: ");
		put(out, m->evidence[i]);
	}
	tg_buf_putc(out, '\n');
}

static void put_threat(struct tg_buf *out, const struct tg_threat *t)
{
	tg_buf_puts(out, "\n  ");
	put(out, *t->id ? t->id : "(no id)");
	tg_buf_puts(out, "  ");
	put(out, t->title);
	if (t->line)
		tg_buf_printf(out, "  (line %u)", t->line);
	tg_buf_puts(out, "\n      ");
	if (t->risk.level == TG_RISK_UNKNOWN)
		tg_buf_puts(out, "not rated");
	else
		tg_buf_puts(out, tg_risk_level_name(t->risk.level));
	if (t->risk.scheme == TG_RISK_DREAD && t->risk.total >= 0)
		tg_buf_printf(out, " (DREAD %g)", t->risk.total);
	for (unsigned i = 0; i < TG_STRIDE_COUNT; i++) {
		if (t->stride & (1u << i))
			tg_buf_printf(out, ", %s", tg_stride_name(i));
	}
	if (*t->element) {
		tg_buf_puts(out, ", at ");
		put(out, t->element);
	}
	tg_buf_putc(out, '\n');
	for (size_t i = 0; i < t->n_mitigations; i++)
		put_mitigation(out, &t->mitigations[i]);
	if (!t->n_mitigations)
		tg_buf_puts(out, "      x (no mitigation)\n");
}

void tg_model_to_text(struct tg_buf *out, const struct tg_model *model)
{
	put(out, *model->title ? model->title : model->path);
	tg_buf_puts(out, "\n\n");
	field(out, "file", model->path);
	field(out, "format", tg_model_format_name(model->format));
	field(out, "read as", model->read_as);
	for (size_t i = 0; i < model->n_covers; i++)
		field(out, i ? "" : "covers", model->covers[i]);
	field(out, "owner", model->owner);
	field(out, "reviewed", model->reviewed);
	if (model->threshold)
		field(out, "threshold", tg_risk_level_name(model->threshold));
	put_parts(out, &model->sections);
	put_dfd(out, &model->dfd);
	if (!model->recognised) {
		tg_buf_puts(out, "\nNo structure that threatgate can read: it expects a "
			    "table with a row for each threat, headings or list "
			    "items with threat ids, or one of the formats it "
			    "knows.\n");
		return;
	}
	tg_buf_printf(out, "threats      %zu, %zu with a mitigation; risk by %s\n",
		      model->n_threats, tg_model_mitigated(model),
		      tg_risk_scheme_name(model->risk_scheme));
	for (size_t i = 0; i < model->n_threats; i++)
		put_threat(out, &model->threats[i]);
}

/* --- comparisons ------------------------------------------------------------ */

static const struct {
	enum tg_delta_kind kind;
	char mark;
	const char *words;
} shown[] = {
	{ TG_DELTA_MODEL_ADDED, '+', "new model" },
	{ TG_DELTA_MODEL_DELETED, '!', "model deleted" },
	{ TG_DELTA_THREAT_ADDED, '+', "threat added" },
	{ TG_DELTA_THREAT_DELETED, '!', "threat deleted" },
	{ TG_DELTA_THREAT_CHANGED, '~', "threat reworded" },
	{ TG_DELTA_THREAT_MOVED, '~', "threat moved" },
	{ TG_DELTA_MITIGATION_ADDED, '+', "mitigation added" },
	{ TG_DELTA_MITIGATION_DELETED, '!', "mitigation deleted" },
	{ TG_DELTA_MITIGATION_CHANGED, '~', "mitigation changed" },
	{ TG_DELTA_MITIGATION_WEAKENED, '!', "mitigation weakened" },
	{ TG_DELTA_STATUS_ADVANCED, '+', "status advanced" },
	{ TG_DELTA_STATUS_REGRESSED, '!', "status went back" },
	{ TG_DELTA_ACCEPTANCE_ADDED, '~', "risk accepted" },
	{ TG_DELTA_ACCEPTANCE_REMOVED, '!', "acceptance removed" },
	{ TG_DELTA_RISK_RAISED, '+', "risk raised" },
	{ TG_DELTA_RISK_LOWERED, '!', "risk lowered" },
	{ TG_DELTA_SCOPE_GROWN, '+', "scope grown" },
	{ TG_DELTA_SCOPE_SHRUNK, '!', "scope shrunk" },
	{ TG_DELTA_COVERAGE_SHRUNK, '!', "coverage shrunk" },
};

static void put_from_to(struct tg_buf *out, const struct tg_delta *d)
{
	size_t start = tg_change_start(d->from, d->to, SHOWN);

	tg_buf_puts(out, start ? ": ... " : ": ");
	put(out, *d->from ? d->from + start : "nothing");
	tg_buf_puts(out, start ? " → ... " : " → ");
	put(out, *d->to ? d->to + start : "nothing");
}

static void put_delta(struct tg_buf *out, const struct tg_delta *d)
{
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		if (shown[i].kind != d->kind)
			continue;
		tg_buf_printf(out, "  %c %-20s ",
			      d->excused && shown[i].mark == '!' ? '~'
								 : shown[i].mark,
			      shown[i].words);
	}
	put(out, d->subject);
	const struct tg_threat *t = d->after ? d->after : d->before;

	if (t && *t->id && strcmp(d->subject, t->id) == 0 && strcmp(t->title, t->id) != 0) {
		tg_buf_puts(out, " (");
		put(out, t->title);
		tg_buf_puts(out, ")");
	}
	if (*d->from || *d->to)
		put_from_to(out, d);
	if (*d->why) {
		tg_buf_puts(out, " (");
		put(out, d->why);
		tg_buf_puts(out, ")");
	}
	if (d->line)
		tg_buf_printf(out, "  [%s line %u]",
			      d->side == TG_SIDE_OLD ? "old" : "new", d->line);
	tg_buf_putc(out, '\n');
}

void tg_comparison_to_text(struct tg_buf *out, const struct tg_comparison *c)
{
	const struct tg_model *model = c->after ? c->after : c->before;

	tg_utf8_put_safe(out, tg_str(model->path));
	tg_buf_putc(out, '\n');
	for (size_t i = 0; i < c->n; i++)
		put_delta(out, &c->deltas[i]);
	if (c->unchanged)
		tg_buf_printf(out, "    %zu threat%s unchanged\n", c->unchanged,
			      c->unchanged == 1 ? "" : "s");
	if (!c->n)
		tg_buf_puts(out, "    no change that matters\n");
	if (c->incomplete)
		tg_buf_puts(out, "    too many threats without ids: some are listed as "
			    "deleted and added though they may be the same\n");
}
