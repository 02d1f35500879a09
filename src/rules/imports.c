/* Lists of names that are taken from elsewhere, over several lines. */
#include "scan.h"

#include "../base/words.h"
#include "../git/language.h"

#include <string.h>

static bool holds_only(struct tg_str line, const char *marks)
{
	for (size_t i = 0; i < line.n; i++)
		if (!tg_is_alnum(line.p[i]) && strchr(marks, line.p[i]) == NULL)
			return false;
	return line.n > 0;
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
	    (tg_str_is(word, "pub") && !tg_str_starts(rest, " use ")) ||
	    (tg_str_is(word, "export") && !tg_str_starts(rest, " {")))
		return false;
	for (size_t i = 0; i < line.n; i++)
		open += (line.p[i] == '{' || line.p[i] == '(') -
			(line.p[i] == '}' || line.p[i] == ')');
	return open > 0;
}

bool tg_scan_import(struct tg_scan *scan, enum tg_side side, uint32_t i, struct tg_str *head)
{
	const struct tg_heads *heads;

	if (!holds_only(tg_str_trim(scan->view->lines[i].text), "_$@,.:*/{}'\"- \t\r#"))
		return false;
	heads = tg_scan_heads(scan, side, i);
	if (heads->n == 0 || !opens_list(heads->text[0]))
		return false;
	*head = heads->text[0];
	return true;
}

/* In Go such a list holds paths, which are more than names. */
bool tg_scan_in_imports(struct tg_scan *scan, enum tg_side side, uint32_t i)
{
	const struct tg_language *language = scan->view->change->language;
	struct tg_str line = tg_str_trim(scan->view->lines[i].text), head;

	return language->program && strcmp(language->id, "go") != 0 &&
	       holds_only(line, "_$,:*{} \t\r#") && tg_scan_import(scan, side, i, &head);
}
