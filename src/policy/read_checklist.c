/* The policy's checklist: which questions, when, under which heading. */
#include "reading.h"

#include "policy.h"

#include <string.h>

enum { ITEMS_MAX = 50 };

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static struct tg_policy *policy_of(const struct tg_value_reader *r)
{
	return r->into;
}

static enum tg_rc read_required(struct tg_value_reader *r, const struct tg_tree *value)
{
	static const char *const names[] = { "relevant", "always", "never" };
	size_t index;
	enum tg_rc rc = tg_value_choice(r, value, names, COUNT(names), &index);

	if (rc == TG_OK)
		policy_of(r)->required = (enum tg_required)index;
	return rc;
}

static enum tg_rc read_heading(struct tg_value_reader *r, const struct tg_tree *value)
{
	return tg_value_text(r, value, &policy_of(r)->heading);
}

static enum tg_rc read_item_id(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_item *item = r->into;
	enum tg_rc rc = tg_value_text(r, value, &item->id);

	if (rc != TG_OK)
		return rc;
	for (const char *p = item->id; *p; p++)
		if (!((*p >= 'a' && *p <= 'z') || tg_is_digit(*p) || *p == '-'))
			return tg_value_error(r, value,
					      "id: \"%.80s\" may hold only small letters, "
					      "digits and \"-\"",
					      item->id);
	return TG_OK;
}

static enum tg_rc read_item_question(struct tg_value_reader *r,
				     const struct tg_tree *value)
{
	struct tg_item *item = r->into;

	return tg_value_text(r, value, &item->question);
}

static enum tg_rc read_item_topic(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_item *item = r->into;

	return tg_value_text(r, value, &item->topic);
}

static const struct tg_value_key item_keys[] = {
	{ "id", read_item_id },
	{ "question", read_item_question },
	{ "topic", read_item_topic },
	{ NULL, NULL },
};

static enum tg_rc read_item(struct tg_value_reader *r, const struct tg_tree *value,
			    struct tg_item *item)
{
	struct tg_value_reader in = *r;

	in.into = item;
	if (value->kind != TG_TREE_MAP)
		return tg_value_unexpected(r, value, "a map with id and question");
	enum tg_rc rc = tg_value_map(&in, value, item_keys);
	if (rc != TG_OK)
		return rc;
	if (!item->id)
		return tg_value_error(r, value, "an item without an id");
	/* One of the five may be named by its id alone. */
	if (!item->question)
		item->question = tg_policy_default_question(item->id);
	if (!item->question)
		return tg_value_error(r, value, "the item \"%.80s\" has no question",
				      item->id);
	return TG_OK;
}

/* Appends the items of a list to those of the policy from `n` on. */
static enum tg_rc read_items_after(struct tg_value_reader *r,
				   const struct tg_tree *value, size_t n)
{
	struct tg_policy *p = policy_of(r);

	if (value->kind != TG_TREE_LIST)
		return tg_value_unexpected(r, value, "a list of items");
	if (n + value->n > ITEMS_MAX)
		return tg_value_error(r, value, "more than %d items", ITEMS_MAX);
	struct tg_item *items =
		tg_arena_calloc(r->arena, n + value->n + 1, sizeof(*items));
	if (n > 0)
		memcpy(items, p->items, n * sizeof(*items));
	for (size_t i = 0; i < value->n; i++) {
		struct tg_item *item = &items[n + i];
		enum tg_rc rc = read_item(r, value->items[i], item);
		if (rc != TG_OK)
			return rc;
		for (size_t k = 0; k < n + i; k++)
			if (strcmp(items[k].id, item->id) == 0)
				return tg_value_error(r, value->items[i],
						      "two items have the id \"%.80s\"",
						      item->id);
	}
	p->items = items;
	p->n_items = n + value->n;
	return TG_OK;
}

static enum tg_rc read_items(struct tg_value_reader *r, const struct tg_tree *value)
{
	return read_items_after(r, value, 0);
}

static enum tg_rc read_extra_items(struct tg_value_reader *r, const struct tg_tree *value)
{
	return read_items_after(r, value, policy_of(r)->n_items);
}

static enum tg_rc read_discussion(struct tg_value_reader *r, const struct tg_tree *value)
{
	const char *names[TG_TRIGGER_COUNT];
	unsigned triggers = 0;
	size_t index;

	for (unsigned i = 0; i < TG_TRIGGER_COUNT; i++)
		names[i] = tg_trigger_name(i);
	if (value->kind != TG_TREE_LIST)
		return tg_value_unexpected(r, value, "a list of triggers");
	for (size_t i = 0; i < value->n; i++) {
		enum tg_rc rc = tg_value_choice(r, value->items[i], names,
						TG_TRIGGER_COUNT, &index);
		if (rc != TG_OK)
			return rc;
		triggers |= 1u << index;
	}
	policy_of(r)->discussion = triggers;
	return TG_OK;
}

/* With both, which items there are would depend on the order of the keys. */
enum tg_rc tg_policy_read_checklist(struct tg_value_reader *r,
				    const struct tg_tree *value)
{
	static const struct tg_value_key keys[] = {
		{ "required", read_required },
		{ "heading", read_heading },
		{ "items", read_items },
		{ "extra_items", read_extra_items },
		{ "discussion", read_discussion },
		{ NULL, NULL },
	};
	const struct tg_tree *items = tg_tree_get(value, "items");
	const struct tg_tree *extra = tg_tree_get(value, "extra_items");

	if (items && extra && value->kind == TG_TREE_MAP) {
		enum tg_rc rc = tg_value_error(
			r, extra, "items and extra_items do not go together");
		tg_err_hint(r->err, "Put all of them under items.");
		return rc;
	}
	return tg_value_map(r, value, keys);
}
