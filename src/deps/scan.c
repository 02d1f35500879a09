/* Reading the formats that no library knows: lines, strings, calls. */
#include "manifest.h"

#include <string.h>

bool tg_scan_line(struct tg_scan *scan, struct tg_str *line, size_t *indent)
{
	struct tg_str raw;

	if (!tg_str_line(&scan->rest, &raw))
		return false;
	scan->line++;
	*line = tg_str_trim(raw);
	if (indent != NULL) {
		*indent = 0;
		while (*indent < raw.n && (raw.p[*indent] == ' ' || raw.p[*indent] == '\t'))
			++*indent;
	}
	return true;
}

bool tg_scan_quoted(struct tg_str *rest, struct tg_str *value)
{
	size_t i = 0;

	while (i < rest->n && rest->p[i] != '"' && rest->p[i] != '\'')
		i++;
	if (i >= rest->n)
		return false;
	char quote = rest->p[i];
	size_t start = ++i;
	while (i < rest->n && rest->p[i] != quote && rest->p[i] != '\n')
		i += rest->p[i] == '\\' && i + 1 < rest->n ? 2 : 1;
	if (i > rest->n)
		i = rest->n;
	*value = tg_str_sub(*rest, start, i - start);
	*rest = tg_str_from(*rest, i + 1);
	return true;
}

struct tg_str tg_scan_until(struct tg_str s, const char *stops)
{
	char quote = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (quote != 0)
			quote = c == quote ? 0 : quote;
		else if (c != '\0' && strchr(stops, c) != NULL)
			return tg_str_sub(s, 0, i);
		else if (c == '"' || c == '\'')
			quote = c;
	}
	return s;
}

static bool is_word(char c, const char *more)
{
	return tg_is_alnum(c) || c == '_' || (c != '\0' && strchr(more, c) != NULL);
}

struct tg_str tg_scan_word(struct tg_str *rest, const char *more)
{
	size_t n = 0;

	*rest = tg_str_trim(*rest);
	while (n < rest->n && is_word(rest->p[n], more))
		n++;
	struct tg_str word = tg_str_sub(*rest, 0, n);
	*rest = tg_str_from(*rest, n);
	return word;
}

bool tg_scan_keyword(struct tg_str *rest, const char *word)
{
	size_t n = strlen(word);
	struct tg_str s = tg_str_trim(*rest);

	if (!tg_str_starts(s, word) || (s.n > n && is_word(s.p[n], "")))
		return false;
	*rest = tg_str_from(s, n);
	return true;
}

struct tg_str tg_scan_uncomment(struct tg_str line, const char *mark)
{
	size_t n = strlen(mark);
	char quote = 0;

	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];
		if (quote != 0)
			quote = c == quote ? 0 : quote;
		else if (tg_str_starts(tg_str_from(line, i), mark) && n > 0)
			return tg_str_rtrim(tg_str_sub(line, 0, i));
		else if (c == '"' || c == '\'')
			quote = c;
	}
	return line;
}

/* Past a string, which ends with its line at the latest. */
static size_t skip_string(struct tg_str text, size_t at)
{
	char c = text.p[at];
	size_t i = at + 1;

	while (i < text.n && text.p[i] != c && text.p[i] != '\n')
		i += text.p[i] == '\\' && i + 1 < text.n ? 2 : 1;
	return i < text.n ? i + 1 : text.n;
}

/* Moves past a string or a comment that begins at `at`; else returns `at`. */
static size_t skip_opaque(struct tg_str text, size_t at, const char *comment)
{
	struct tg_str rest = tg_str_from(text, at);

	if (tg_str_starts(rest, comment)) {
		size_t end = tg_str_chr(tg_str_from(text, at + 1), '\n');
		return end == SIZE_MAX ? text.n : at + 1 + end;
	}
	if (comment[0] == '/' && tg_str_starts(rest, "/*")) {
		size_t end = tg_str_find(tg_str_from(text, at + 2), TG_STR("*/"));
		return end == SIZE_MAX ? text.n : at + 2 + end + 2;
	}
	if (text.p[at] != '"' && text.p[at] != '\'')
		return at;
	return skip_string(text, at);
}

/* From an opening bracket to the one that closes it; the end where none does. */
static size_t closing(struct tg_str text, size_t open, const char *comment)
{
	char up = text.p[open], down = up == '(' ? ')' : '}';
	size_t depth = 0, i = open;

	while (i < text.n) {
		size_t past = skip_opaque(text, i, comment);
		if (past > i) {
			i = past;
			continue;
		}
		if (text.p[i] == up)
			depth++;
		else if (text.p[i] == down && --depth == 0)
			return i;
		i++;
	}
	return text.n;
}

/* The word before a bracket, blanks and strings between them left out. */
static struct tg_str word_before(struct tg_str text, size_t open)
{
	size_t end = open, start;

	while (end > 0 && (text.p[end - 1] == ' ' || text.p[end - 1] == '='))
		end--;
	while (end > 0 && text.p[end - 1] == '"') {
		size_t i = end - 1;
		while (i > 0 && text.p[i - 1] != '"' && text.p[i - 1] != '\n')
			i--;
		end = i > 0 ? i - 1 : 0;
		while (end > 0 && text.p[end - 1] == ' ')
			end--;
	}
	start = end;
	while (start > 0 && is_word(text.p[start - 1], ".-"))
		start--;
	return tg_str_sub(text, start, end - start);
}

static bool wanted(const struct tg_calls *calls, struct tg_str name)
{
	for (const char *const *n = calls->names; *n != NULL; n++)
		if (calls->any_case ? tg_str_iis(name, *n) : tg_str_is(name, *n))
			return true;
	return false;
}

/* Counts on from where it stopped last, so that all calls cost one pass. */
static uint32_t line_at(struct tg_calls *calls, size_t at)
{
	for (; calls->counted < at; calls->counted++)
		calls->lines += calls->text.p[calls->counted] == '\n';
	return calls->lines + 1;
}

bool tg_scan_call(struct tg_calls *calls, struct tg_call *call)
{
	struct tg_str text = calls->text;

	while (calls->at < text.n) {
		size_t open = calls->at;
		size_t past = skip_opaque(text, open, calls->comment);
		if (past > open) {
			calls->at = past;
			continue;
		}
		calls->at++;
		if (text.p[open] != calls->open)
			continue;
		call->name = word_before(text, open);
		if (!wanted(calls, call->name))
			continue;
		size_t end = closing(text, open, calls->comment);
		call->args = tg_str_sub(text, open + 1, end - open - 1);
		call->line = line_at(calls, open);
		calls->at = end < text.n ? end + 1 : text.n;
		return true;
	}
	return false;
}

/* ": value", "= value", "=> [value": the string after a key. */
static bool argument(struct tg_str rest, struct tg_str *value)
{
	rest = tg_str_trim(rest);
	if (rest.n == 0 || (rest.p[0] != ':' && rest.p[0] != '='))
		return false;
	rest = tg_str_trim(tg_str_from(rest, tg_str_starts(rest, "=>") ? 2 : 1));
	if (rest.n > 0 && rest.p[0] == '[')
		rest = tg_str_trim(tg_str_from(rest, 1));
	return rest.n > 0 && (rest.p[0] == '"' || rest.p[0] == '\'') &&
		tg_scan_quoted(&rest, value);
}

struct tg_str tg_scan_arg(struct tg_str args, const char *key)
{
	size_t n = strlen(key);
	struct tg_str value;

	for (size_t i = 0; i + n < args.n; i++) {
		if ((i > 0 && is_word(args.p[i - 1], "")) ||
		    !tg_str_starts(tg_str_from(args, i), key) ||
		    is_word(args.p[i + n], ""))
			continue;
		if (argument(tg_str_from(args, i + n), &value))
			return value;
	}
	return TG_STR("");
}
