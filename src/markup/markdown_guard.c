#include "markdown_guard.h"

#include "markdown.h"

#include <string.h>

/* About 300 bytes each in cmark-gfm, which fills up rows that are too short. */
#define MAX_CELLS 200000u

/* cmark-gfm walks all cells of a row to add one: measured, 2.5 ns times the
 * square of their number, for each row. */
#define MAX_ROW_WORK UINT64_C(250000000)

/* Bytes of a paragraph times what makes cmark-gfm look back or ahead in it;
 * measured: up to 1.4 ns each, and the sum is over all paragraphs. */
#define MAX_WORK UINT64_C(1000000000)

/* Cells are parsed one by one: a long table is not a long paragraph. */
#define TABLE_DISCOUNT 8u

/* Lines up to the next blank one. */
struct run {
	uint64_t bytes, marks;
	uint64_t columns; /* of the widest row of dashes in it */
};

struct load {
	struct run run;
	uint64_t work, cells, rows;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* How many containers a line opens by its first characters. */
static unsigned containers(struct tg_str line)
{
	unsigned n = 0;

	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];
		bool blank_follows = i + 1 < line.n && is_blank(line.p[i + 1]);

		if (c == '>' || (c && strchr("-+*.)", c) && blank_follows))
			n++;
		else if (!is_blank(c) && !tg_is_digit(c))
			break;
	}
	return n;
}

static bool made_of(struct tg_str line, const char *set)
{
	for (size_t i = 0; i < line.n; i++) {
		if (!line.p[i] || !strchr(set, line.p[i]))
			return false;
	}
	return true;
}

/* Columns of a line that could stand under a table's header, 0 for others. */
static uint64_t delimiter_columns(struct tg_str line)
{
	uint64_t columns = 1;

	if (!made_of(line, "|-: \t>+*.)0123456789"))
		return 0;
	for (size_t i = 0; i < line.n; i++)
		columns += line.p[i] == '|';
	return columns;
}

static void end_run(struct load *load)
{
	const struct run *run = &load->run;

	load->work += run->bytes * run->marks / (run->columns > 1 ? TABLE_DISCOUNT : 1);
	load->run = (struct run){ 0 };
}

static void add_line(struct load *load, struct tg_str line)
{
	struct run *run = &load->run;
	uint64_t pipes = 0;

	if (made_of(line, " \t>")) {
		end_run(load);
		return;
	}
	uint64_t columns = delimiter_columns(line);

	if (columns > run->columns)
		run->columns = columns;
	load->cells += run->columns;
	run->bytes += line.n + 1;
	run->marks++;
	for (size_t i = 0; i < line.n; i++) {
		run->marks += line.p[i] == '[' || line.p[i] == '@' || line.p[i] == ':';
		pipes += line.p[i] == '|';
	}
	load->rows += pipes * pipes;
}

enum tg_rc tg_markdown_guard(struct tg_str text, struct tg_err *err)
{
	struct load load = { 0 };
	struct tg_str line;
	unsigned n = 0;

	while (tg_str_line(&text, &line)) {
		n++;
		add_line(&load, line);
		bool cells = load.cells > MAX_CELLS || load.rows > MAX_ROW_WORK;

		if (containers(line) <= TG_MARKDOWN_MAX_DEPTH && !cells)
			continue;
		tg_err_set(err, TG_E_LIMIT, cells ?
				   "the tables have too many cells" :
				   "the Markdown is nested too deeply");
		return tg_err_at(err, NULL, n, 0);
	}
	end_run(&load);
	if (load.work > MAX_WORK)
		return tg_err_set(err, TG_E_LIMIT,
				  "a paragraph has too many links and brackets");
	return TG_OK;
}
