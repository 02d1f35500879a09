/*
 * The JSON report, schema "threatgate-report/1" (docs/report.schema.json).
 * JSON is UTF-8: bytes that are not are written as U+FFFD.
 */
#include "report.h"

#include "json_text.h"

static json_t *texts(const char *const *items, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, tg_json_text(items[i]));
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

static json_t *range(const struct tg_report *r)
{
	json_t *o = json_object();

	tg_json_set(o, "base", tg_json_text(r->base));
	tg_json_set(o, "head", tg_json_text(r->head));
	tg_json_set(o, "merge_base", tg_json_text(r->merge_base));
	return o;
}

static json_t *summary(const struct tg_report *r)
{
	json_t *o = json_object();

	tg_json_set(o, "files", number(r->files));
	tg_json_set(o, "added", number(r->added));
	tg_json_set(o, "removed", number(r->removed));
	tg_json_set(o, "signals", number(r->n_signals));
	tg_json_set(o, "errors", number(r->errors));
	tg_json_set(o, "warnings", number(r->warnings));
	tg_json_set(o, "notes", number(r->notes));
	tg_json_set(o, "preexisting", number(r->preexisting));
	return o;
}

static json_t *topic(const struct tg_topic_result *t)
{
	json_t *o = json_object();

	tg_json_set(o, "id", tg_json_text(t->id));
	tg_json_set(o, "detected", json_boolean(t->detected));
	tg_json_set(o, "signals", number(t->signals));
	tg_json_set(o, "answer", json_string(tg_answer_name(t->answer)));
	tg_json_set(o, "explained", json_boolean(t->explained));
	tg_json_set(o, "outcome", json_string(tg_outcome_name(t->outcome)));
	return o;
}

static json_t *review(const struct tg_review *review)
{
	json_t *o = json_object();

	tg_json_set(o, "required", json_boolean(review->required));
	tg_json_set(o, "triggers", words(review->triggers, TG_TRIGGER_COUNT, tg_trigger_name));
	tg_json_set(o, "models", texts(review->models, review->n_models));
	return o;
}

static json_t *signal_value(const struct tg_signal *s)
{
	json_t *o = json_object();

	tg_json_set(o, "rule", tg_json_text(s->rule));
	tg_json_set(o, "topic", tg_json_text(s->topic));
	tg_json_set(o, "triggers", words(s->triggers, TG_TRIGGER_COUNT, tg_trigger_name));
	tg_json_set(o, "stride", words(s->stride, TG_STRIDE_COUNT, tg_stride_name));
	tg_json_set(o, "severity", json_string(tg_severity_name(s->severity)));
	tg_json_set(o, "confidence", json_string(tg_confidence_name(s->confidence)));
	tg_json_set(o, "path", tg_json_text(s->path));
	tg_json_set(o, "line", number(s->line));
	tg_json_set(o, "side", json_string(tg_side_name(s->side)));
	tg_json_set(o, "change", json_string(tg_change_kind_name(s->change)));
	tg_json_set(o, "excerpt", tg_json_text(s->excerpt));
	tg_json_set(o, "ask", tg_json_text(s->ask));
	return o;
}

static json_t *model(const struct tg_model_summary *m)
{
	json_t *o = json_object();

	tg_json_set(o, "path", tg_json_text(m->path));
	tg_json_set(o, "change", tg_json_text(m->change));
	tg_json_set(o, "covers", texts(m->covers, m->n_covers));
	tg_json_set(o, "threats", number(m->threats));
	tg_json_set(o, "mitigated", number(m->mitigated));
	tg_json_set(o, "findings", number(m->findings));
	return o;
}

static json_t *finding(const struct tg_finding *f)
{
	json_t *o = json_object();

	tg_json_set(o, "id", tg_json_text(f->id));
	tg_json_set(o, "level", json_string(tg_level_name(f->level)));
	tg_json_set(o, "message", tg_json_text(f->message));
	tg_json_set(o, "fix", tg_json_text(f->fix));
	tg_json_set(o, "path", tg_json_text(f->path));
	tg_json_set(o, "line", f->line ? number(f->line) : json_null());
	tg_json_set(o, "side", f->path ? json_string(tg_side_name(f->side)) : json_null());
	tg_json_set(o, "topic", tg_json_text(f->topic));
	tg_json_set(o, "rule", tg_json_text(f->rule));
	tg_json_set(o, "introduced", json_boolean(f->introduced));
	tg_json_set(o, "fingerprint", tg_json_text(f->fingerprint));
	tg_json_set(o, "waived", tg_json_text(f->waived));
	return o;
}

static json_t *suppression(const struct tg_suppression *s)
{
	json_t *o = json_object();

	tg_json_set(o, "rule", tg_json_text(s->rule));
	tg_json_set(o, "path", tg_json_text(s->path));
	tg_json_set(o, "line", number(s->line));
	tg_json_set(o, "reason", tg_json_text(s->reason));
	tg_json_set(o, "effective", json_boolean(s->effective));
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

	tg_json_set(o, "name", json_string("threatgate"));
	tg_json_set(o, "version", json_string(TG_VERSION));
	return o;
}

static json_t *report_value(const struct tg_report *r)
{
	json_t *o = json_object();

	tg_json_set(o, "schema", json_string(TG_REPORT_SCHEMA));
	tg_json_set(o, "tool", tool());
	tg_json_set(o, "verdict", json_string(tg_verdict_name(r->verdict)));
	tg_json_set(o, "range", range(r));
	tg_json_set(o, "summary", summary(r));
	tg_json_set(o, "topics", topics(r->topics, r->n_topics));
	tg_json_set(o, "review", review(&r->review));
	tg_json_set(o, "signals", signals(r->signals, r->n_signals));
	tg_json_set(o, "threat_models", models(r->models, r->n_models));
	tg_json_set(o, "findings", findings(r->findings, r->n_findings));
	tg_json_set(o, "suppressions", suppressions(r->suppressions, r->n_suppressions));
	tg_json_set(o, "limits", texts(r->limits, r->n_limits));
	return o;
}

void tg_write_json(struct tg_buf *out, const struct tg_report *report,
		   const struct tg_write_options *options)
{
	(void)options;
	tg_json_write(out, report_value(report));
}
