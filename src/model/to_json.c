#include "show.h"

#include "dfd.h"

#include <stdlib.h>

#include <jansson.h>

/* Text of a document may hold anything: jansson takes UTF-8 alone, so that what
 * is none becomes null rather than stopping the output. */
static json_t *text(const char *s)
{
	json_t *value = s ? json_string(s) : NULL;

	return value ? value : json_null();
}

static json_t *number_or_null(double n, bool there)
{
	if (!there)
		return json_null();
	return n == (double)(json_int_t)n ? json_integer((json_int_t)n)
					  : json_real(n);
}

static json_t *texts(const char *const *list, size_t n)
{
	json_t *out = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, text(list[i]));
	return out;
}

static json_t *dread(const struct tg_risk *risk)
{
	static const char *const names[TG_DREAD_FACTORS] = {
		"damage", "reproducibility", "exploitability", "affected",
		"discoverability"
	};
	json_t *out = json_object();

	for (size_t i = 0; i < TG_DREAD_FACTORS; i++)
		json_object_set_new(out, names[i],
				    number_or_null(risk->dread[i], true));
	json_object_set_new(out, "total",
			    number_or_null(risk->total, risk->total >= 0));
	return out;
}

static json_t *risk_of(const struct tg_risk *risk)
{
	json_t *out = json_object();

	if (risk->scheme == TG_RISK_DREAD)
		json_object_set_new(out, "dread", dread(risk));
	if (risk->likelihood || risk->impact) {
		json_object_set_new(out, "likelihood", text(risk->likelihood));
		json_object_set_new(out, "impact", text(risk->impact));
	}
	if (risk->cvss > 0)
		json_object_set_new(out, "cvss", json_real(risk->cvss));
	if (risk->stated)
		json_object_set_new(out, "stated", text(risk->stated));
	json_object_set_new(out, "level",
			    risk->level == TG_RISK_UNKNOWN
				    ? json_null()
				    : text(tg_risk_level_name(risk->level)));
	return out;
}

static json_t *mitigation_of(const struct tg_mitigation *m)
{
	return json_pack("{so, so, so, so, so, so, so, sb, sI}",
			 "text", text(m->text),
			 "status", text(tg_mitigation_status_name(m->status)),
			 "owner", text(m->owner), "due", text(m->due),
			 "reason", text(m->reason),
			 "evidence", texts(m->evidence, m->n_evidence),
			 "id", text(*m->id ? m->id : NULL), "shared", m->shared,
			 "line", (json_int_t)m->line);
}

/* What says that there is none is no mitigation, and listed apart. */
static json_t *mitigations_of(const struct tg_mitigation *list, size_t n, bool denials)
{
	json_t *out = json_array();

	for (size_t i = 0; i < n; i++)
		if (tg_mitigation_says_something(&list[i]) != denials)
			json_array_append_new(out, mitigation_of(&list[i]));
	return out;
}

static json_t *stride_of(unsigned bits)
{
	json_t *out = json_array();

	for (unsigned i = 0; i < TG_STRIDE_COUNT; i++) {
		if (bits & (1u << i))
			json_array_append_new(out, text(tg_stride_name(i)));
	}
	return out;
}

static json_t *threat_of(const struct tg_threat *t)
{
	return json_pack("{so, so, sI, so, so, so, so, so, sb, so, so, so}",
			 "id", text(t->id), "title", text(t->title),
			 "line", (json_int_t)t->line, "stride", stride_of(t->stride),
			 "category", text(t->category),
			 "description", text(t->description),
			 "element", text(*t->element ? t->element : NULL),
			 "status", text(*t->status ? t->status : NULL),
			 "closed", t->closed, "risk", risk_of(&t->risk),
			 "mitigations",
			 mitigations_of(t->mitigations, t->n_mitigations, false),
			 "denials",
			 mitigations_of(t->mitigations, t->n_mitigations, true));
}

static json_t *elements_of(const struct tg_dfd *dfd)
{
	json_t *out = json_array();

	for (size_t i = 0; i < dfd->n_elements; i++) {
		const struct tg_element *e = &dfd->elements[i];

		json_array_append_new(out, json_pack(
			"{so, so, ss, so, sI}", "id", text(e->id), "name",
			text(e->name), "kind", tg_element_kind_name(e->kind),
			"boundary", text(e->boundary), "line",
			(json_int_t)e->line));
	}
	return out;
}

static json_t *flows_of(const struct tg_dfd *dfd)
{
	json_t *out = json_array();

	for (size_t i = 0; i < dfd->n_flows; i++) {
		const struct tg_flow *f = &dfd->flows[i];

		json_array_append_new(out, json_pack(
			"{so, so, so, sb, sb, sI}", "from", text(f->from), "to",
			text(f->to), "label", text(f->label), "both_ways",
			f->both_ways, "crosses",
			tg_flow_crosses(dfd, f, NULL, NULL), "line",
			(json_int_t)f->line));
	}
	return out;
}

static json_t *boundaries_of(const struct tg_dfd *dfd)
{
	json_t *out = json_array();

	for (size_t i = 0; i < dfd->n_boundaries; i++) {
		const struct tg_boundary *b = &dfd->boundaries[i];

		json_array_append_new(out, json_pack(
			"{so, so, so, sI}", "id", text(b->id), "name",
			text(b->name), "parent", text(b->parent), "line",
			(json_int_t)b->line));
	}
	return out;
}

static json_t *dfd_of(const struct tg_dfd *dfd)
{
	if (!dfd->format)
		return json_null();
	return json_pack("{so, sI, so, so, so}", "format", text(dfd->format),
			 "line", (json_int_t)dfd->line,
			 "elements", elements_of(dfd), "flows", flows_of(dfd),
			 "boundaries", boundaries_of(dfd));
}

static json_t *sections_of(const struct tg_sections *s)
{
	return json_pack("{sb, sb, sb, sb, sb, sb}", "scope", s->scope != 0,
			 "dfd", s->dfd != 0, "trust_boundaries",
			 s->trust_boundaries != 0, "threats", s->threats != 0,
			 "risk", s->risk != 0, "mitigations",
			 s->mitigations != 0);
}

static json_t *threats_of(const struct tg_model *model)
{
	json_t *out = json_array();

	for (size_t i = 0; i < model->n_threats; i++)
		json_array_append_new(out, threat_of(&model->threats[i]));
	return out;
}

static void put(struct tg_buf *out, json_t *root)
{
	char *dump = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);

	if (dump)
		tg_buf_puts(out, dump);
	tg_buf_putc(out, '\n');
	free(dump);
	json_decref(root);
}

void tg_model_to_json(struct tg_buf *out, const struct tg_model *model)
{
	json_t *threshold = model->threshold == TG_RISK_UNKNOWN
				    ? json_null()
				    : text(tg_risk_level_name(model->threshold));

	put(out, json_pack(
		"{so, ss, so, so, so, so, so, sb, so, so, ss, so, so, so}",
		"path", text(model->path), "format",
		tg_model_format_name(model->format), "title", text(model->title),
		"covers", texts(model->covers, model->n_covers), "owner",
		text(model->owner), "reviewed", text(model->reviewed),
		"threshold", threshold, "recognised", model->recognised, "read_as",
		text(model->read_as), "sections", sections_of(&model->sections),
		"risk_scheme", tg_risk_scheme_name(model->risk_scheme), "dfd",
		dfd_of(&model->dfd), "threats", threats_of(model), "orphans",
		mitigations_of(model->orphans, model->n_orphans, false)));
}

void tg_comparison_to_json(struct tg_buf *out, const struct tg_comparison *c)
{
	const struct tg_model *model = c->after ? c->after : c->before;
	json_t *changes = json_array();

	for (size_t i = 0; i < c->n; i++) {
		const struct tg_delta *d = &c->deltas[i];
		const struct tg_threat *t = d->before ? d->before : d->after;

		json_array_append_new(changes, json_pack(
			"{ss, so, so, so, so, so, sb, so, ss, sI}", "kind",
			tg_delta_name(d->kind), "threat",
			text(t && *t->id ? t->id : NULL), "subject",
			text(d->subject), "from", text(d->from), "to",
			text(d->to), "why", text(d->why), "excused", d->excused,
			"path", text(model ? model->path : NULL), "side",
			tg_side_name(d->side), "line", (json_int_t)d->line));
	}
	put(out, json_pack("{so, sI, sb, so}", "path",
			   text(model ? model->path : NULL), "unchanged",
			   (json_int_t)c->unchanged, "incomplete", c->incomplete,
			   "changes", changes));
}
