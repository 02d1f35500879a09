#include "show.h"

#include "../base/utf8.h"

#include <string.h>

enum { LEVELS = 3, CELL = 22, MARGIN = 12 };

static const char *const words[LEVELS] = { "Low", "Medium", "High" };

/* What each cell comes to, by likelihood (low first) and impact. */
static const enum tg_risk_level cells[LEVELS][LEVELS] = {
	{ TG_RISK_ACCEPT, TG_RISK_LOW, TG_RISK_MEDIUM },
	{ TG_RISK_LOW, TG_RISK_MEDIUM, TG_RISK_HIGH },
	{ TG_RISK_MEDIUM, TG_RISK_HIGH, TG_RISK_CRITICAL },
};

/* Numbers up to 5 are on a scale of five, others per cent. */
static int third_of_number(double n)
{
	double top = n <= 5 ? 5 : n <= 10 ? 10 : 100;

	return n * 3 <= top * 1.25 ? 0 : n * 3 <= top * 2 ? 1 : 2;
}

/* 0 low to 2 high, -1 where the word or number is none of ours. */
static int third(const char *word)
{
	char *end;
	double n;

	if (!word || !*word)
		return -1;
	n = strtod(word, &end);
	if (end != word)
		return third_of_number(n);
	switch (tg_lower(word[0])) {
	case 'l':
		return strncmp(word, "likely", 6) == 0 ? 1 : 0;
	case 'm':
		return 1;
	case 'h':
	case 'c':
		return 2;
	default:
		return -1;
	}
}

static void put_id(struct tg_buf *out, const struct tg_threat *t, size_t index)
{
	if (*t->id)
		tg_utf8_put_safe(out, tg_utf8_cut(tg_str(t->id), CELL - 2));
	else
		tg_buf_printf(out, "#%zu", index + 1);
}

static bool in_cell(const struct tg_threat *t, int likelihood, int impact)
{
	return third(t->risk.likelihood) == likelihood &&
	       third(t->risk.impact) == impact;
}

static void put_cell(struct tg_buf *out, const struct tg_model *model, int likelihood,
		     int impact)
{
	struct tg_buf ids = TG_BUF_INIT(4096);
	size_t width, left = 0;

	for (size_t i = 0; i < model->n_threats; i++) {
		if (!in_cell(&model->threats[i], likelihood, impact))
			continue;
		if (ids.len && tg_utf8_columns(tg_buf_str(&ids)) > CELL - 10) {
			left++;
			continue;
		}
		if (ids.len)
			tg_buf_putc(&ids, ' ');
		put_id(&ids, &model->threats[i], i);
	}
	if (left)
		tg_buf_printf(&ids, " +%zu", left);
	width = tg_utf8_columns(tg_buf_str(&ids));
	tg_buf_puts(out, " | ");
	tg_buf_put_str(out, tg_buf_str(&ids));
	tg_buf_fill(out, ' ', width < CELL ? CELL - width : 0);
	tg_buf_release(&ids);
}

static void put_rule(struct tg_buf *out)
{
	tg_buf_fill(out, '-', MARGIN);
	for (int i = 0; i < LEVELS; i++) {
		tg_buf_puts(out, "-+-");
		tg_buf_fill(out, '-', CELL);
	}
	tg_buf_putc(out, '\n');
}

static void put_grid(struct tg_buf *out, const struct tg_model *model)
{
	tg_buf_printf(out, "%-*s", MARGIN, "Likelihood");
	for (int i = 0; i < LEVELS; i++)
		tg_buf_printf(out, " | %s impact%*s", words[i],
			      CELL - 7 - (int)strlen(words[i]), "");
	tg_buf_putc(out, '\n');
	for (int likelihood = LEVELS - 1; likelihood >= 0; likelihood--) {
		put_rule(out);
		tg_buf_printf(out, "%-*s", MARGIN, words[likelihood]);
		for (int impact = 0; impact < LEVELS; impact++)
			put_cell(out, model, likelihood, impact);
		tg_buf_printf(out, "\n%-*s", MARGIN, "");
		for (int impact = 0; impact < LEVELS; impact++)
			tg_buf_printf(out, " | (%s)%*s",
				      tg_risk_level_name(cells[likelihood][impact]),
				      CELL - 2 - (int)strlen(tg_risk_level_name(
						      cells[likelihood][impact])),
				      "");
		tg_buf_putc(out, '\n');
	}
}

static void put_level(struct tg_buf *out, const struct tg_model *model,
		      enum tg_risk_level level)
{
	size_t n = 0;

	for (size_t i = 0; i < model->n_threats; i++)
		n += model->threats[i].risk.level == level;
	if (!n)
		return;
	tg_buf_printf(out, "%-10s %4zu  ",
		      level == TG_RISK_UNKNOWN ? "not rated"
					       : tg_risk_level_name(level), n);
	for (size_t i = 0; i < model->n_threats; i++) {
		if (model->threats[i].risk.level != level)
			continue;
		put_id(out, &model->threats[i], i);
		tg_buf_puts(out, tg_threat_mitigated(&model->threats[i]) ? " " : "! ");
	}
	tg_buf_putc(out, '\n');
}

void tg_model_to_matrix(struct tg_buf *out, const struct tg_model *model)
{
	size_t placed = 0;

	for (size_t i = 0; i < model->n_threats; i++)
		placed += third(model->threats[i].risk.likelihood) >= 0 &&
			  third(model->threats[i].risk.impact) >= 0;
	if (placed) {
		put_grid(out, model);
		tg_buf_putc(out, '\n');
	}
	for (int level = TG_RISK_CRITICAL; level >= TG_RISK_UNKNOWN; level--)
		put_level(out, model, (enum tg_risk_level)level);
	if (!model->n_threats)
		tg_buf_puts(out, "no threats to place\n");
	else if (tg_model_mitigated(model) < model->n_threats)
		tg_buf_puts(out, "! has no mitigation\n");
}
