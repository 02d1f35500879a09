/*
 * The JSON report, schema "threatgate-report/1" (docs/report.schema.json).
 * JSON is UTF-8: bytes that are not are written as U+FFFD.
 */
#include "report.h"

#include "../base/utf8.h"

#include <jansson.h>

#define TEXT_LIMIT (64u << 10)

static json_t *text(const char *s)
{
	struct tg_buf clean = TG_BUF_INIT(TEXT_LIMIT);
	struct tg_str rest = tg_str(s);
	uint32_t cp;

	if (!s)
		return json_null();
	if (tg_utf8_invalid_at(rest) == SIZE_MAX)
		return json_string(s);
	while (tg_utf8_next(&rest, &cp))
		tg_utf8_put(&clean, cp);
	json_t *value = json_stringn(clean.ptr ? clean.ptr : "", clean.len);

	tg_buf_release(&clean);
	return value;
}

static json_t *texts(const char *const *items, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, text(items[i]));
	return array;
}

static json_t *number(size_t n)
{
	return json_integer((json_int_t)n);
}

/* The words of the set bits, in their order. */
static json_t *words(unsigned bits, unsigned count,
		     const char *(*name)(unsigned index))
{
	json_t *array = json_array();

	for (unsigned i = 0; i < count; i++)
		if (bits & (1u << i))
			json_array_append_new(array, json_string(name(i)));
	return array;
}

static void set(json_t *object, const char *key, json_t *value)
{
	json_object_set_new_nocheck(object, key, value);
}

static json_t *range(const struct tg_report *r)
{
	json_t *o = json_object();

	set(o, "base", text(r->base));
	set(o, "head", text(r->head));
	set(o, "merge_base", text(r->merge_base));
	return o;
}

static json_t *summary(const struct tg_report *r)
{
	json_t *o = json_object();

	set(o, "files", number(r->files));
	set(o, "added", number(r->added));
	set(o, "removed", number(r->removed));
	set(o, "signals", number(r->n_signals));
	set(o, "errors", number(r->errors));
	set(o, "warnings", number(r->warnings));
	set(o, "notes", number(r->notes));
	set(o, "preexisting", number(r->preexisting));
	return o;
}

static json_t *topic(const struct tg_topic_result *t)
{
	json_t *o = json_object();

	set(o, "id", text(t->id));
	set(o, "detected", json_boolean(t->detected));
	set(o, "signals", number(t->signals));
	set(o, "answer", json_string(tg_answer_name(t->answer)));
	set(o, "explained", json_boolean(t->explained));
	set(o, "outcome", json_string(tg_outcome_name(t->outcome)));
	return o;
}

static json_t *review(const struct tg_review *review)
{
	json_t *o = json_object();

	set(o, "required", json_boolean(review->required));
	set(o, "triggers", words(review->triggers, TG_TRIGGER_COUNT, tg_trigger_name));
	set(o, "models", texts(review->models, review->n_models));
	return o;
}

static json_t *signal_value(const struct tg_signal *s)
{
	json_t *o = json_object();

	set(o, "rule", text(s->rule));
	set(o, "topic", text(s->topic));
	set(o, "triggers", words(s->triggers, TG_TRIGGER_COUNT, tg_trigger_name));
	set(o, "stride", words(s->stride, TG_STRIDE_COUNT, tg_stride_name));
	set(o, "severity", json_string(tg_severity_name(s->severity)));
	set(o, "confidence", json_string(tg_confidence_name(s->confidence)));
	set(o, "path", text(s->path));
	set(o, "line", number(s->line));
	set(o, "side", json_string(tg_side_name(s->side)));
	set(o, "change", json_string(tg_change_kind_name(s->change)));
	set(o, "excerpt", text(s->excerpt));
	set(o, "ask", text(s->ask));
	return o;
}

static json_t *model(const struct tg_model_summary *m)
{
	json_t *o = json_object();

	set(o, "path", text(m->path));
	set(o, "change", text(m->change));
	set(o, "covers", texts(m->covers, m->n_covers));
	set(o, "threats", number(m->threats));
	set(o, "mitigated", number(m->mitigated));
	set(o, "findings", number(m->findings));
	return o;
}

static json_t *finding(const struct tg_finding *f)
{
	json_t *o = json_object();

	set(o, "id", text(f->id));
	set(o, "level", json_string(tg_level_name(f->level)));
	set(o, "message", text(f->message));
	set(o, "fix", text(f->fix));
	set(o, "path", text(f->path));
	set(o, "line", f->line ? number(f->line) : json_null());
	set(o, "side", f->path ? json_string(tg_side_name(f->side)) : json_null());
	set(o, "topic", text(f->topic));
	set(o, "rule", text(f->rule));
	set(o, "introduced", json_boolean(f->introduced));
	set(o, "fingerprint", text(f->fingerprint));
	set(o, "waived", text(f->waived));
	return o;
}

static json_t *suppression(const struct tg_suppression *s)
{
	json_t *o = json_object();

	set(o, "rule", text(s->rule));
	set(o, "path", text(s->path));
	set(o, "line", number(s->line));
	set(o, "reason", text(s->reason));
	set(o, "effective", json_boolean(s->effective));
	return o;
}

/* Defines `name`: an array of the values that `writer` makes. */
#define DEFINE_LIST(name, type, writer)                                      \
	static json_t *name(const struct type *items, size_t n)              \
	{                                                                    \
		json_t *list = json_array();                                 \
                                                                             \
		for (size_t i = 0; i < n; i++)                               \
			json_array_append_new(list, writer(&items[i]));      \
		return list;                                                 \
	}

DEFINE_LIST(topics, tg_topic_result, topic)
DEFINE_LIST(signals, tg_signal, signal_value)
DEFINE_LIST(models, tg_model_summary, model)
DEFINE_LIST(findings, tg_finding, finding)
DEFINE_LIST(suppressions, tg_suppression, suppression)

static json_t *tool(void)
{
	json_t *o = json_object();

	set(o, "name", json_string("threatgate"));
	set(o, "version", json_string(TG_VERSION));
	return o;
}

static json_t *report_value(const struct tg_report *r)
{
	json_t *o = json_object();

	set(o, "schema", json_string(TG_REPORT_SCHEMA));
	set(o, "tool", tool());
	set(o, "verdict", json_string(tg_verdict_name(r->verdict)));
	set(o, "range", range(r));
	set(o, "summary", summary(r));
	set(o, "topics", topics(r->topics, r->n_topics));
	set(o, "review", review(&r->review));
	set(o, "signals", signals(r->signals, r->n_signals));
	set(o, "threat_models", models(r->models, r->n_models));
	set(o, "findings", findings(r->findings, r->n_findings));
	set(o, "suppressions", suppressions(r->suppressions, r->n_suppressions));
	set(o, "limits", texts(r->limits, r->n_limits));
	return o;
}

static int append(const char *data, size_t n, void *out)
{
	tg_buf_add(out, data, n);
	return 0;
}

void tg_write_json(struct tg_buf *out, const struct tg_report *report,
		   const struct tg_write_options *options)
{
	json_t *value = report_value(report);

	(void)options;
	json_dump_callback(value, append, out, JSON_INDENT(2));
	tg_buf_putc(out, '\n');
	json_decref(value);
}
