#include "table.h"

#include "table_columns.h"

#include "../base/hash.h"

#include <string.h>

char *tg_table_cell(struct tg_arena *arena, const struct tg_md *cell)
{
	struct tg_str text = tg_str_trim(tg_str(tg_md_plain(cell, arena, true)));

	return tg_arena_dup_str(arena, text);
}

static const struct tg_md *header_of(const struct tg_md *node)
{
	const struct tg_md *row = node->first;

	return row != NULL && row->header ? row : NULL;
}

const struct tg_md *tg_table_next(const struct tg_table *t, const struct tg_md *row)
{
	row = row == NULL ? t->node->first : row->next;
	while (row != NULL && row->header)
		row = row->next;
	return row;
}

bool tg_table_has(const struct tg_table *t, enum tg_field field)
{
	for (size_t i = 0; i < t->columns; i++)
		if (t->fields[i] == field)
			return true;
	return false;
}

/* --- columns --------------------------------------------- */

/* "D | R | E | A | D", wherever it begins: two columns have the same name. */
static void find_dread(struct tg_table *t, char letters[])
{
	static const char dread[] = "dread";
	static const enum tg_field fields[] = {
		TG_F_DAMAGE, TG_F_REPRODUCIBILITY, TG_F_EXPLOITABILITY, TG_F_AFFECTED,
		TG_F_DISCOVERABILITY,
	};

	for (size_t at = 0; at + 5 <= t->columns; at++) {
		if (memcmp(letters + at, dread, 5) != 0)
			continue;
		for (size_t i = 0; i < 5; i++)
			t->fields[at + i] = fields[i];
		return;
	}
}

/* A word for what can go wrong; "Name" and "Title" are none. */
static bool says_threat(struct tg_str header)
{
	static const char *const stems[] = {
		"threat", "attack", "risk", "abuse", "misuse", "vulnerab", "scenario",
		"go wrong", "failure", "escape", "compromise", "bad outcome", "weakness", "vector",
	};
	enum tg_field field = tg_field_of_header(header);
	struct tg_fold f;

	if (field != TG_F_THREAT && field != TG_F_DESCRIPTION && field != TG_F_RISK)
		return false;
	tg_fold(&f, header);
	for (size_t i = 0; i < sizeof(stems) / sizeof(stems[0]); i++)
		if (tg_fold_has_stem(&f, stems[i]))
			return true;
	return f.n == 0 && field == TG_F_THREAT; /* in another language */
}

static void read_header(struct tg_table *t, struct tg_arena *arena,
			const struct tg_md *header)
{
	char letters[TG_TABLE_MAX_COLUMNS] = { 0 };
	uint64_t hash = 0;

	for (const struct tg_md *cell = header->first; cell != NULL; cell = cell->next) {
		if (t->columns == TG_TABLE_MAX_COLUMNS)
			break;
		struct tg_str text = tg_str(tg_table_cell(arena, cell));
		size_t i = t->columns++;

		t->fields[i] = tg_field_of_header(text);
		t->stride[i] = tg_stride_label(text);
		t->how[i] = tg_str_iis(text, "how") || tg_str_iis(text, "mechanism") ||
			    tg_str_iis(text, "mechanisms") || tg_str_iis(text, "measure") ||
			    tg_str_iis(text, "measures");
		letters[i] = text.n == 1 ? tg_lower(text.p[0]) : 0;
		t->says_threat = t->says_threat || says_threat(text);
		hash = tg_hash64(text, hash + 1);
	}
	t->signature = hash;
	find_dread(t, letters);
}

/* --- what the table is for --------------------------------------------- */

static bool is_matrix(const struct tg_table *t, const struct tg_table_looks looks[])
{
	size_t named = 0, prose = 0, others = 0;
	bool told = false; /* "Description | Controls | Notes" are no elements */

	if (t->columns < 3)
		return false;
	for (size_t i = 1; i < t->columns; i++) {
		named += t->stride[i] != 0;
		prose += looks[i].told > 0 && looks[i].words >= looks[i].told * 3;
		others += t->fields[i] != TG_F_NONE && t->stride[i] == 0;
		told = told || t->fields[i] == TG_F_DESCRIPTION ||
		       t->fields[i] == TG_F_MITIGATION || t->fields[i] == TG_F_THREAT ||
		       t->fields[i] == TG_F_RISK;
	}
	if (prose * 2 < t->columns - 1)
		return false;
	if (named >= 3)
		return true;
	return !told && others * 2 < t->columns - 1 && looks[0].filled >= 3 &&
	       looks[0].strides * 2 > looks[0].filled;
}

static bool has_scores(const struct tg_table *t)
{
	return tg_table_has(t, TG_F_PRIORITY) || tg_table_has(t, TG_F_TOTAL) ||
	       tg_table_has(t, TG_F_DAMAGE) || tg_table_has(t, TG_F_CVSS) ||
	       (tg_table_has(t, TG_F_LIKELIHOOD) && tg_table_has(t, TG_F_IMPACT));
}

/* What a table has, as bits. */
enum {
	HAS_THREAT = 1 << 0,
	HAS_ID = 1 << 1,
	HAS_TEXT = 1 << 2,
	HAS_ELEMENT = 1 << 3,
	HAS_MITIGATION = 1 << 4,
	HAS_RESPONSE = 1 << 5,
	HAS_CATEGORY = 1 << 6,
	HAS_STATUS = 1 << 7,
	HAS_SCORES = 1 << 8,
	HAS_FACTOR = 1 << 9,  /* likelihood or impact */
	HAS_LEGEND = 1 << 10,
	HAS_OTHER = 1 << 11,
	IN_THREATS = 1 << 12,
	SAYS_THREAT = 1 << 13 /* and more columns than that one */
};

static unsigned bits_of(const struct tg_table *t, const struct tg_table_looks looks[],
			bool in_threats)
{
	static const struct {
		enum tg_field field;
		unsigned bit;
	} simple[] = {
		{ TG_F_THREAT, HAS_THREAT },
		{ TG_F_ID, HAS_ID },
		{ TG_F_DESCRIPTION, HAS_TEXT },
		{ TG_F_ELEMENT, HAS_ELEMENT },
		{ TG_F_MITIGATION, HAS_MITIGATION },
		{ TG_F_MITIGATION_ID, HAS_RESPONSE },
		{ TG_F_STATUS, HAS_STATUS },
		{ TG_F_RESIDUAL, HAS_STATUS },
		{ TG_F_LIKELIHOOD, HAS_FACTOR },
		{ TG_F_IMPACT, HAS_FACTOR },
		{ TG_F_LEGEND, HAS_LEGEND },
		{ TG_F_OTHER_THING, HAS_OTHER },
	};
	unsigned bits = has_scores(t) ? HAS_SCORES : 0;

	for (size_t i = 0; i < sizeof(simple) / sizeof(simple[0]); i++)
		bits |= tg_table_has(t, simple[i].field) ? simple[i].bit : 0;
	if (tg_table_has(t, TG_F_STRATEGY) && !(bits & HAS_MITIGATION))
		bits |= HAS_RESPONSE;
	for (size_t i = 0; i < t->columns; i++)
		if (t->fields[i] == TG_F_CATEGORY && looks[i].filled > 0)
			bits |= HAS_CATEGORY;
	bits |= t->marks ? HAS_MITIGATION : 0;
	bits |= in_threats ? IN_THREATS : 0;
	bits |= t->says_threat && t->columns >= 2 ? SAYS_THREAT : 0;
	return bits;
}

static enum tg_table_kind kind_of(unsigned bits)
{
	/* The first that fits: all of `all`, one of `any` and one of `also` where they
	 * are given, none of `none`. */
	static const struct {
		unsigned all, any, also, none;
		enum tg_table_kind kind;
	} rules[] = {
		{ HAS_LEGEND, 0, 0, HAS_ID | HAS_MITIGATION, TG_TABLE_OTHER },
		{ HAS_OTHER, 0, 0, HAS_MITIGATION | HAS_CATEGORY, TG_TABLE_OTHER },
		{ HAS_RESPONSE, HAS_ID | HAS_THREAT, 0, 0, TG_TABLE_RESPONSES },
		{ HAS_THREAT, HAS_CATEGORY | HAS_TEXT | HAS_ELEMENT, 0, 0, TG_TABLE_THREATS },
		{ HAS_THREAT | HAS_SCORES | HAS_MITIGATION, 0, 0, 0, TG_TABLE_THREATS },
		{ HAS_ID, HAS_TEXT | HAS_ELEMENT,
		  HAS_CATEGORY | HAS_SCORES | HAS_MITIGATION | HAS_STATUS, 0,
		  TG_TABLE_THREATS },
		{ HAS_CATEGORY, HAS_TEXT | HAS_ELEMENT, HAS_SCORES | IN_THREATS, 0,
		  TG_TABLE_THREATS },
		{ HAS_CATEGORY, HAS_MITIGATION | HAS_ID, 0, 0, TG_TABLE_THREATS },
		{ HAS_MITIGATION, HAS_THREAT | HAS_ID, 0, 0, TG_TABLE_RESPONSES },
		{ HAS_MITIGATION | HAS_ELEMENT | IN_THREATS, 0, 0, 0, TG_TABLE_RESPONSES },
		{ HAS_SCORES, HAS_THREAT | HAS_ID, 0, 0, TG_TABLE_SCORES },
		{ HAS_THREAT, HAS_STATUS | HAS_FACTOR, 0, 0, TG_TABLE_SCORES },
		{ HAS_THREAT, IN_THREATS | SAYS_THREAT, 0, 0, TG_TABLE_THREATS },
	};

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if ((bits & rules[i].all) == rules[i].all && !(bits & rules[i].none) &&
		    (!rules[i].any || (bits & rules[i].any)) &&
		    (!rules[i].also || (bits & rules[i].also)))
			return rules[i].kind;
	return TG_TABLE_OTHER;
}

void tg_table_init(struct tg_table *out, struct tg_arena *arena,
		   const struct tg_md *node, bool in_threats)
{
	struct tg_table_looks looks[TG_TABLE_MAX_COLUMNS] = { { 0 } };
	const struct tg_md *header = header_of(node);

	*out = (struct tg_table){ .node = node };
	if (header == NULL)
		return;
	read_header(out, arena, header);
	for (const struct tg_md *r = tg_table_next(out, NULL); r != NULL;
	     r = tg_table_next(out, r))
		out->rows++;
	tg_table_look(looks, arena, out);
	if (tg_table_is_key_value(out, arena) || tg_table_is_turned(out, arena)) {
		out->kind = out->columns == 2 ? TG_TABLE_KEY_VALUE : TG_TABLE_TURNED;
		return;
	}
	if (is_matrix(out, looks)) {
		out->kind = TG_TABLE_MATRIX;
		return;
	}
	tg_table_settle(out, looks);
	tg_table_settle_marks(out, arena, looks);
	out->kind = kind_of(bits_of(out, looks, in_threats));
	if (out->kind == TG_TABLE_OTHER && in_threats)
		tg_table_guess(out, looks);
}
