#include "build.h"

#include "mitigation.h"
#include "risk.h"

void tg_build_init(struct tg_build *b, struct tg_arena *arena)
{
	*b = (struct tg_build){ .arena = arena };
}

const struct tg_tree *tg_build_item(const struct tg_tree *list, size_t i)
{
	if (list == NULL || list->kind == TG_TREE_NULL || i >= TG_BUILD_MAX)
		return NULL;
	if (list->kind == TG_TREE_LIST || list->kind == TG_TREE_MAP)
		return i < list->n ? list->items[i] : NULL;
	return i == 0 ? list : NULL;
}

struct tg_built_threat *tg_build_threat(struct tg_build *b, const char *id,
					const char *title, const char *description,
					uint32_t line)
{
	struct tg_built_threat *t = TG_VEC_PUSH(b->arena, &b->threats);

	t->t.id = id;
	t->t.title = title[0] != '\0' ? title : description;
	t->t.description = description;
	t->t.element = t->t.category = t->t.status = "";
	t->t.line = t->t.end_line = line;
	tg_risk_init(&t->t.risk);
	t->t.risk.line = line;
	return t;
}

void tg_build_category(struct tg_built_threat *t, const char *category)
{
	unsigned stride = tg_stride_parse(tg_str(category));

	if (category[0] == '\0')
		return;
	if (t->t.category[0] == '\0')
		t->t.category = category;
	t->t.stride |= stride;
	t->t.category_unknown = t->t.stride == 0;
}

void tg_build_status(struct tg_built_threat *t, const char *status)
{
	t->t.status = status;
	t->t.closed = status[0] != '\0' &&
		      tg_status_closes(tg_status_parse(tg_str(status)));
}

/* A field of several lines denies only where its first line does. */
static bool first_line_denies(const struct tg_mitigation *m, struct tg_arena *arena)
{
	struct tg_mitigation first = *m;
	size_t end = tg_str_chr(tg_str(m->text), '\n');

	if (end == SIZE_MAX)
		return true;
	first.text = tg_arena_dup_str(arena, tg_str_sub(tg_str(m->text), 0, end));
	first.denial = false;
	tg_mitigation_judge(&first, arena);
	return first.denial;
}

void tg_build_mitigation(struct tg_build *b, struct tg_built_threat *t,
			 const char *id, const char *text, const char *status)
{
	struct tg_mitigation *m = t != NULL ? TG_VEC_PUSH(b->arena, &t->mitigations) :
					      TG_VEC_PUSH(b->arena, &b->orphans);

	m->id = id;
	m->text = text;
	m->status_text = status;
	m->status = tg_status_parse(tg_str(status));
	m->line = t != NULL ? t->t.line : 0;
	tg_mitigation_judge(m, b->arena);
	m->denial = m->denial && first_line_denies(m, b->arena);
}

void tg_build_element(struct tg_build *b, const char *id, const char *name,
		      enum tg_element_kind kind, const char *boundary)
{
	if (id[0] == '\0' || b->elements.n >= TG_BUILD_MAX)
		return;
	*TG_VEC_PUSH(b->arena, &b->elements) = (struct tg_element){
		.id = id,
		.name = name[0] != '\0' ? name : id,
		.kind = kind,
		.boundary = boundary,
	};
}

void tg_build_flow(struct tg_build *b, const char *from, const char *to,
		   const char *label, bool both_ways)
{
	if (from[0] == '\0' || to[0] == '\0' || b->flows.n >= TG_BUILD_MAX)
		return;
	*TG_VEC_PUSH(b->arena, &b->flows) = (struct tg_flow){
		.from = from, .to = to, .label = label, .both_ways = both_ways
	};
}

void tg_build_boundary(struct tg_build *b, const char *id, const char *name,
		       const char *parent)
{
	if (id[0] == '\0' || b->boundaries.n >= TG_BUILD_MAX)
		return;
	*TG_VEC_PUSH(b->arena, &b->boundaries) = (struct tg_boundary){
		.id = id, .name = name[0] != '\0' ? name : id, .parent = parent
	};
}

static void finish_dfd(struct tg_build *b, struct tg_model *model, const char *format)
{
	struct tg_dfd *dfd = &model->dfd;

	dfd->elements = b->elements.items;
	dfd->n_elements = b->elements.n;
	dfd->flows = b->flows.items;
	dfd->n_flows = b->flows.n;
	dfd->boundaries = b->boundaries.items;
	dfd->n_boundaries = b->boundaries.n;
	if (dfd->n_elements + dfd->n_flows + dfd->n_boundaries == 0)
		return;
	dfd->format = format;
	dfd->line = dfd->end_line = 1;
	model->sections.dfd = 1;
	model->sections.trust_boundaries = dfd->n_boundaries > 0;
}

void tg_build_finish(struct tg_build *b, struct tg_model *model, const char *format,
		     const char *read_as)
{
	size_t n = b->threats.n;

	model->threats = tg_arena_calloc(b->arena, n, sizeof(*model->threats));
	model->n_threats = n;
	for (size_t i = 0; i < n; i++) {
		struct tg_built_threat *t = &b->threats.items[i];

		t->t.mitigations = t->mitigations.items;
		t->t.n_mitigations = t->mitigations.n;
		model->threats[i] = t->t;
	}
	model->orphans = b->orphans.items;
	model->n_orphans = b->orphans.n;
	tg_risk_settle(model);
	finish_dfd(b, model, format);
	/* such a document has a place for each part, used or not */
	model->sections.scope = 1;
	model->sections.threats = 1;
	model->sections.risk = model->risk_scheme != TG_RISK_NONE;
	model->sections.mitigations = tg_model_mitigated(model) > 0;
	model->read_as = read_as;
	model->recognised = true;
}
