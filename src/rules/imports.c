/* Lists of names that are taken from elsewhere, over several lines. */
#include "scan.h"

#include "../base/words.h"

#include <string.h>

#define LIST_LINES 60u /* of one list, above the line that is asked about */

/* Names, paths and what stands between them. */
static bool is_item(struct tg_str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (!tg_is_alnum(line.p[i]) && strchr("_$@,.:*/{}'\"- \t\r", line.p[i]) == NULL)
			return false;
	return true;
}

/* "use shelf::{", "import {", "from shelf import (" */
static bool opens_list(struct tg_str line)
{
	static const char *const importing[] = { "import", "from", "use", "using", "alias",
		"export", "pub", NULL };
	struct tg_str rest = line, word;
	int open = 0;

	if (!tg_words_next(&rest, &word) || word.p != line.p ||
	    !tg_str_is_one_of(word, importing) ||
	    (tg_str_is(word, "pub") && !tg_str_starts(rest, " use ")))
		return false;
	for (size_t i = 0; i < line.n; i++)
		open += (line.p[i] == '{' || line.p[i] == '(') -
			(line.p[i] == '}' || line.p[i] == ')');
	return open > 0;
}

bool tg_scan_import(struct tg_scan *scan, enum tg_side side, uint32_t i, struct tg_str *head)
{
	struct tg_str text, line = tg_str_trim(scan->view->lines[i].text);
	size_t at;

	if (!is_item(line) || !tg_scan_place(scan, side, i, &at))
		return false;
	text = scan->sides[side].text;
	for (unsigned n = 0; at > 0 && n < LIST_LINES; n++) {
		size_t start = tg_str_rchr(tg_str_sub(text, 0, at - 1), '\n');

		start = start == SIZE_MAX ? 0 : start + 1;
		line = tg_str_trim(tg_str_sub(text, start, at - 1 - start));
		at = start;
		*head = line;
		if (opens_list(line))
			return true;
		if (!is_item(line))
			return false;
	}
	return false;
}
