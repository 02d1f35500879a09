#include "exporting.h"

#include "../base/hash.h"
#include "../base/utf8.h"
#include "../base/words.h"
#include "weaken.h"

#include <stdlib.h>
#include <string.h>

const struct tg_exporter tg_exporters[] = {
	{ "markdown", "Markdown", ".md", tg_export_markdown },
	{ "threat-dragon", "OWASP Threat Dragon 2 (JSON)", ".json",
	  tg_export_threat_dragon },
	{ "otm", "Open Threat Model 0.2 (JSON)", ".otm.json", tg_export_otm_json },
	{ "otm-yaml", "Open Threat Model 0.2 (YAML)", ".otm.yaml",
	  tg_export_otm_yaml },
	{ "threagile", "Threagile 1.0 (YAML)", ".yaml", tg_export_threagile },
};
const size_t tg_exporters_count = sizeof(tg_exporters) / sizeof(tg_exporters[0]);
const char *const tg_exporter_names[] = { "markdown", "threat-dragon", "otm",
					  "otm-yaml", "threagile", NULL };

const struct tg_exporter *tg_exporter_by_name(const char *name)
{
	for (size_t i = 0; i < tg_exporters_count; i++) {
		if (strcmp(tg_exporters[i].name, name) == 0)
			return &tg_exporters[i];
	}
	return NULL;
}

void tg_losses_add(struct tg_losses *losses, const char *what)
{
	struct tg_loss *loss;

	for (size_t i = 0; i < losses->list.n; i++) {
		if (strcmp(losses->list.items[i].what, what) == 0) {
			losses->list.items[i].n++;
			return;
		}
	}
	loss = TG_VEC_PUSH(losses->arena, &losses->list);
	loss->what = what;
	loss->n = 1;
}

const char *tg_export_id(struct tg_arena *arena, const struct tg_model *model,
			 size_t threat)
{
	const char *id = model->threats[threat].id;

	return *id ? id : tg_arena_printf(arena, "T%zu", threat + 1);
}

/* --- where a threat belongs ----------------------------------------------------- */

static bool is_named(const char *text, const char *name)
{
	return *name && tg_str_ifind(tg_str(text), tg_str(name)) != SIZE_MAX;
}

static size_t element_named(const struct tg_dfd *dfd, const char *text)
{
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < dfd->n_elements; i++) {
		const struct tg_element *e = &dfd->elements[i];

		if (tg_str_ieq(tg_str(text), tg_str(e->name)) ||
		    strcmp(text, e->id) == 0)
			return i;
		if (is_named(text, e->name) &&
		    (best == SIZE_MAX ||
		     strlen(e->name) > strlen(dfd->elements[best].name)))
			best = i;
	}
	return best;
}

static const char *name_of(const struct tg_dfd *dfd, const char *id)
{
	for (size_t i = 0; i < dfd->n_elements; i++) {
		if (strcmp(dfd->elements[i].id, id) == 0)
			return dfd->elements[i].name;
	}
	return "";
}

/* "Customer → Gateway" names both ends of a flow, the first one first. */
static size_t flow_named(const struct tg_dfd *dfd, const char *text)
{
	for (size_t i = 0; i < dfd->n_flows; i++) {
		const struct tg_flow *f = &dfd->flows[i];
		const char *from = name_of(dfd, f->from), *to = name_of(dfd, f->to);
		size_t a, b;

		if (*f->label && tg_str_ieq(tg_str(f->label), tg_str(text)))
			return i;
		if (!*from || !*to)
			continue;
		a = tg_str_ifind(tg_str(text), tg_str(from));
		b = tg_str_ifind(tg_str(text), tg_str(to));
		if (a != SIZE_MAX && b != SIZE_MAX && a < b)
			return i;
	}
	return SIZE_MAX;
}

struct tg_export_place tg_export_place(const struct tg_model *model,
				       const struct tg_threat *threat)
{
	struct tg_export_place place = { SIZE_MAX, SIZE_MAX };

	if (!*threat->element)
		return place;
	place.flow = flow_named(&model->dfd, threat->element);
	if (place.flow == SIZE_MAX)
		place.element = element_named(&model->dfd, threat->element);
	return place;
}

/* --- words ------------------------------------------------------------------------ */

/* In one line: the text of several is cut at line ends when it is read again. */
static void put_line(struct tg_buf *out, const char *text, bool whole)
{
	for (const char *p = text; *p; p++)
		tg_buf_putc(out, *p == '\n' && !whole ? ' ' : *p);
}

static void put_said(struct tg_buf *out, const struct tg_mitigation *m, bool whole,
		     bool status)
{
	struct tg_buf more = TG_BUF_INIT(65536);

	if (status && m->status != TG_MITIGATION_UNSTATED)
		tg_buf_printf(&more, "; %s", tg_mitigation_status_name(m->status));
	if (m->reason && strcmp(m->reason, m->text) != 0)
		tg_buf_printf(&more, "; because %s", m->reason);
	if (m->owner)
		tg_buf_printf(&more, "; owner %s", m->owner);
	if (m->due)
		tg_buf_printf(&more, "; due %s", m->due);
	for (size_t i = 0; i < m->n_evidence; i++)
		tg_buf_printf(&more, "%s%s", i ? ", " : "; evidence ",
			      m->evidence[i]);
	put_line(out, m->text, whole);
	if (more.len > 2) {
		tg_buf_puts(out, m->text[0] != '\0' ? " (" : "(");
		put_line(out, more.ptr + 2, whole);
		tg_buf_putc(out, ')');
	}
	tg_buf_release(&more);
}

const char *tg_export_said_all(struct tg_arena *arena, const struct tg_threat *t,
			       unsigned carried)
{
	struct tg_buf buf = TG_BUF_INIT(1u << 20);
	size_t n = t->n_mitigations;
	const char *out;

	/* what is done goes first: "none of this can be prevented" in front of it
	 * would be read as the whole answer */
	for (size_t i = 0; i < 2 * n; i++) {
		const struct tg_mitigation *m = &t->mitigations[i < n ? i : i - n];

		if (m->denial == (i < n))
			continue;
		if (buf.len)
			tg_buf_putc(&buf, '\n');
		if (n > 1)
			tg_buf_puts(&buf, "- ");
		put_said(&buf, m, n == 1, n > 1 || !(carried & (1u << m->status)));
	}
	out = tg_arena_dup_str(arena, tg_buf_str(&buf));
	tg_buf_release(&buf);
	return out;
}

const char *tg_export_score(struct tg_arena *arena, const struct tg_risk *risk)
{
	const double *d = risk->dread;

	if (risk->scheme == TG_RISK_DREAD && risk->total >= 0)
		return tg_arena_printf(arena, "DREAD %g/%g/%g/%g/%g = %g", d[0], d[1],
				       d[2], d[3], d[4], risk->total);
	if (risk->scheme == TG_RISK_DREAD)
		return tg_arena_printf(arena, "DREAD %g/%g/%g/%g/%g", d[0], d[1], d[2],
				       d[3], d[4]);
	if (risk->scheme == TG_RISK_CVSS && risk->cvss >= 0)
		return tg_arena_printf(arena, "CVSS %g", risk->cvss);
	if (risk->likelihood && risk->impact)
		return tg_arena_printf(arena, "%s × %s", risk->likelihood,
				       risk->impact);
	return "";
}

enum tg_mitigation_status tg_export_state(const struct tg_threat *t)
{
	enum tg_mitigation_status worst = TG_MITIGATION_OPEN;
	bool any = false;

	for (size_t i = 0; i < t->n_mitigations; i++) {
		const struct tg_mitigation *m = &t->mitigations[i];

		if (m->denial && m->status != TG_MITIGATION_ACCEPTED)
			continue;
		if (!any || tg_mitigation_rank(m->status) < tg_mitigation_rank(worst))
			worst = m->status;
		any = true;
	}
	if (worst == TG_MITIGATION_UNSTATED && t->closed)
		return TG_MITIGATION_IMPLEMENTED;
	return worst;
}

const char *tg_export_uuid(struct tg_arena *arena, const char *kind,
			   const char *name, size_t index)
{
	struct tg_str fields[3] = { tg_str(kind), tg_str(name), { NULL, 0 } };
	char number[24], hex[33];

	(void)snprintf(number, sizeof(number), "%zu", index);
	fields[2] = tg_str(number);
	tg_fingerprint(hex, fields, 3);
	return tg_arena_printf(arena, "%.8s-%.4s-8%.3s-8%.3s-%.12s", hex, hex + 8,
			       hex + 13, hex + 17, hex + 20);
}

/* --- values ------------------------------------------------------------------------- */

json_t *tg_export_text(const char *s)
{
	struct tg_str rest = tg_str(s);
	json_t *value = json_stringn(rest.p ? rest.p : "", rest.n);
	struct tg_buf buf = TG_BUF_INIT(4u << 20);
	uint32_t cp;

	if (value)
		return value;
	while (tg_utf8_next(&rest, &cp))
		tg_utf8_put(&buf, cp);
	value = json_stringn(buf.ptr ? buf.ptr : "", buf.len);
	tg_buf_release(&buf);
	return value ? value : json_string("");
}

void tg_export_put_json(struct tg_buf *out, const json_t *root)
{
	char *dump = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);

	if (dump)
		tg_buf_puts(out, dump);
	tg_buf_putc(out, '\n');
	free(dump);
}

/* --- YAML: jansson's values in block style, texts in double quotes ------------------ */

static bool is_plain_key(const char *key)
{
	static const char *const words[] = { "true", "false", "null", "yes",
					     "no",   "on",    "off" };

	for (const char *p = key; *p; p++) {
		if (!tg_is_alnum(*p) && *p != '_' && *p != '-')
			return false;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(key, words[i]) == 0)
			return false;
	}
	return tg_is_alpha(*key) && strlen(key) > 1;
}

static void put_scalar(struct tg_buf *out, const json_t *value)
{
	char *dump = json_dumps(value, JSON_ENCODE_ANY);

	tg_buf_puts(out, dump ? dump : "null");
	free(dump);
}

static void put_yaml(struct tg_buf *out, const json_t *value, size_t depth);

/* A list or map below a key or dash; scalars and empty ones on its line. */
static void put_below(struct tg_buf *out, const json_t *value, size_t depth)
{
	bool map = json_is_object(value) && json_object_size(value);
	bool list = json_is_array(value) && json_array_size(value);

	if (!map && !list) {
		tg_buf_putc(out, ' ');
		put_scalar(out, value);
		tg_buf_putc(out, '\n');
		return;
	}
	tg_buf_putc(out, '\n');
	put_yaml(out, value, depth);
}

static void put_yaml(struct tg_buf *out, const json_t *value, size_t depth)
{
	const char *key;
	const json_t *item;

	if (json_is_array(value)) {
		for (size_t i = 0; i < json_array_size(value); i++) {
			tg_buf_fill(out, ' ', 2 * depth);
			tg_buf_putc(out, '-');
			put_below(out, json_array_get(value, i), depth + 1);
		}
		return;
	}
	for (void *at = json_object_iter((json_t *)(uintptr_t)value); at;
	     at = json_object_iter_next((json_t *)(uintptr_t)value, at)) {
		key = json_object_iter_key(at);
		item = json_object_iter_value(at);
		tg_buf_fill(out, ' ', 2 * depth);
		if (is_plain_key(key)) {
			tg_buf_puts(out, key);
		} else {
			json_t *text = json_string(key);

			put_scalar(out, text);
			json_decref(text);
		}
		tg_buf_putc(out, ':');
		put_below(out, item, depth + 1);
	}
}

void tg_export_put_yaml(struct tg_buf *out, const json_t *root)
{
	put_yaml(out, root, 0);
}
