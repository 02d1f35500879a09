/*
 * Where a value comes from: which names of the function around a line hold what
 * somebody outside sent. A parameter whose type or name says so, what is read from
 * a request, and whatever the function makes of these. Languages are not parsed:
 * the few forms in which a value gets a name are alike in all of them.
 */
#include "scan.h"

#include "../base/words.h"
#include "flow.h"

#include <string.h>

#define FUNCTION_LINES 600u /* a longer one is read as far as this */
#define HEAD_LINES 25u      /* of one function: its parameters */
#define FILE_LINES 50000u   /* of all functions of a file, each pass counted */
#define PASSES 2u           /* a name may be used above the line that sets it */

/* --- words ---------------------------------------------------------------- */

/* First words of what hangs on a request and is the server's own: who is signed in,
 * where it is served, its log. */
static const char *const own_members[] = { "user", "session", "auth", "account", "log",
	"logger", "app", "server", "db", "state", "res", "context", "route", "org",
	"organization", "tenant", "current", "is", "principal", NULL };

/* Words of the languages that stand where names stand. */
static const char *const no_names[] = { "if", "else", "for", "while", "return", "new",
	"const", "let", "var", "int", "string", "true", "false", "null", "nil", "None",
	"self", "this", "func", "def", "fn", "in", "of", "not", "and", "or", "is", "as",
	"str", "len", "err", "error", "async", "await", "public", "private", "static",
	"final", "void", "boolean", "bool", "long", "float", "mut", "ref", "do", "end",
	"String", "Some", "Ok", "with", "match", "case", "when", "then", "function", "_",
	"char", "unsigned", "struct", "auto", "using", "out", NULL };

/* --- names ---------------------------------------------------------------- */

static bool is_name_byte(char c)
{
	return tg_is_alnum(c) || c == '_';
}

/* The next identifier of `*rest`, with its sigil; what is behind it stays. */
static bool next_name(struct tg_str *rest, struct tg_str *name)
{
	size_t i = 0, start;

	while (i < rest->n && !is_name_byte(rest->p[i]))
		i++;
	if (i == rest->n)
		return false;
	start = i > 0 && (rest->p[i - 1] == '$' || rest->p[i - 1] == '@') ? i - 1 : i;
	while (i < rest->n && is_name_byte(rest->p[i]))
		i++;
	*name = tg_str_sub(*rest, start, i - start);
	*rest = tg_str_from(*rest, i);
	return true;
}

static bool is_known(const struct tg_flow *flow, struct tg_str name)
{
	for (size_t i = 0; i < flow->n; i++)
		if (tg_str_eq(flow->names[i], name))
			return true;
	return false;
}

static void learn(struct tg_flow *flow, struct tg_str name)
{
	if (name.n < 2 || tg_is_digit(name.p[0]) || flow->n == TG_FLOW_NAMES ||
	    tg_str_is_one_of(name, no_names) || is_known(flow, name))
		return;
	flow->names[flow->n++] = name;
}

static void learn_all(struct tg_flow *flow, struct tg_str names)
{
	struct tg_str name;

	while (next_name(&names, &name))
		learn(flow, name);
}

static bool is_kind(const struct tg_scan *scan, unsigned kind, struct tg_str text)
{
	struct tg_span span;

	return tg_regex_search(scan->engine->flow->kinds[kind], scan->worker->scratch, text,
			       0, &span, 1) == TG_MATCH_YES;
}

/* Is what hangs on the name before `rest` the server's own (".user", "->log")? */
static bool is_own_member(struct tg_str rest)
{
	struct tg_str member, word;

	while (rest.n > 0 && (rest.p[0] == '?' || rest.p[0] == '!'))
		rest = tg_str_from(rest, 1);
	if (!tg_str_starts(rest, ".") && !tg_str_starts(rest, "->"))
		return false;
	return next_name(&rest, &member) && tg_words_next(&member, &word) &&
	       tg_str_iis_one_of(word, own_members);
}

/* How far a text was read: whether a quoted string is open there, and how deep it is
 * in what the string takes in ("#{shelf}", `${shelf}`). */
struct quoting {
	size_t at;
	unsigned braces;
	char quote; /* '\0': none is open */
};

/* An apostrophe within a word or before a lifetime quotes nothing, nor does a quote
 * that is never closed. */
static bool opens_quote(struct tg_str text, size_t at)
{
	char c = text.p[at], before = at > 0 ? text.p[at - 1] : ' ';

	if ((c != '"' && c != '\'' && c != '`') ||
	    (c == '\'' && (is_name_byte(before) || before == '&' || before == '<')))
		return false;
	return tg_str_chr(tg_str_from(text, at + 1), c) != SIZE_MAX;
}

static void read_quotes(struct quoting *q, struct tg_str text, size_t to)
{
	for (; q->at < to; q->at++) {
		char c = text.p[q->at];

		if (q->quote == '\0') {
			q->quote = opens_quote(text, q->at) ? c : '\0';
			q->braces = 0;
		} else if (c == '\\') {
			q->at++;
		} else if (c == q->quote) {
			q->quote = '\0';
		} else {
			q->braces += c == '{';
			q->braces -= c == '}' && q->braces > 0;
		}
	}
}

/* The name of a member ("shelf.url", "shelf->url"), not of a value; "...urls" is none. */
static bool is_member(struct tg_str before)
{
	return tg_str_ends(before, "->") ||
	       (tg_str_ends(before, ".") && !tg_str_ends(before, ".."));
}

/* What a value is handed over as: "url: shelf", "(url=shelf)". */
static bool is_key(struct tg_str before, struct tg_str rest)
{
	before = tg_str_rtrim(before);
	return (before.n == 0 || strchr("{(,", before.p[before.n - 1]) != NULL) &&
	       (tg_str_starts(rest, ": ") ||
		(tg_str_starts(rest, "=") && rest.n > 1 &&
		 strchr("=> ~", rest.p[1]) == NULL));
}

/* Does `text` use a name that holds a value from outside? */
static bool uses_name(const struct tg_flow *flow, struct tg_str text)
{
	struct quoting q = { 0 };
	struct tg_str rest = text, name;

	while (next_name(&rest, &name)) {
		size_t at = (size_t)(name.p - text.p);
		struct tg_str before = tg_str_sub(text, 0, at);

		if (!is_known(flow, name) || is_own_member(rest) || is_member(before) ||
		    is_key(before, rest))
			continue;
		read_quotes(&q, text, at);
		if (q.quote == '\0' || q.braces > 0 || name.p[0] == '$')
			return true;
	}
	return false;
}

static bool is_from_outside(const struct tg_scan *scan, const struct tg_flow *flow,
			    struct tg_str text)
{
	return uses_name(flow, text) || is_kind(scan, TG_FLOW_READ_THERE, text);
}

/* --- the function --------------------------------------------------------- */

static bool is_function(struct tg_str head)
{
	static const char *const others[] = { "if", "else", "for", "foreach", "while",
		"switch", "match", "try", "catch", "with", "unless", "when", "until", "loop",
		"select", "return", "elif", "except", "class", "struct", "interface", "trait",
		"impl", "enum", "module", "namespace", "package", "mod", "case", "do", NULL };
	struct tg_str rest = head, name;

	while (rest.n > 0 && (rest.p[0] == '}' || tg_is_space(rest.p[0])))
		rest = tg_str_from(rest, 1);
	if (!next_name(&rest, &name) || tg_str_is_one_of(name, others))
		return false;
	for (unsigned i = 0; i < 3 && next_name(&rest, &name); i++)
		if (tg_str_is(name, "class") || tg_str_is(name, "struct"))
			return false;
	return tg_str_starts(head, "def ") || tg_str_chr(head, '(') != SIZE_MAX;
}

/* Where the outermost function around line `i` begins in the text of its side. */
static bool find_function(struct tg_scan *scan, enum tg_side side, uint32_t i,
			  size_t *start)
{
	const struct tg_heads *heads = tg_scan_heads(scan, side, i);
	struct tg_str text = scan->sides[side].text, own = tg_str_trim(scan->view->lines[i].text);
	bool found = tg_scan_place(scan, side, i, start) && is_function(own);

	for (size_t k = 0; k < heads->n; k++) {
		struct tg_str head = heads->text[k];
		bool here = head.p >= text.p && head.p < text.p + text.n; /* no heading of git's */

		if (!here || !is_function(head))
			continue;
		*start = (size_t)(head.p - text.p);
		while (*start > 0 && text.p[*start - 1] != '\n')
			(*start)--;
		found = true;
	}
	return found;
}

/* One parameter, or what stands between two commas. */
static void learn_parameter(const struct tg_scan *scan, struct tg_flow *flow,
			    struct tg_str piece)
{
	bool is_typed = is_kind(scan, TG_FLOW_TYPED, piece);
	bool is_filled = is_kind(scan, TG_FLOW_FILLED, piece);
	struct tg_str rest = piece, name, last = { NULL, 0 };

	while (next_name(&rest, &name)) {
		bool lower = !(name.p[0] >= 'A' && name.p[0] <= 'Z');

		last = lower && !tg_str_is_one_of(name, no_names) ? name : last;
		if ((is_typed && lower) || is_kind(scan, TG_FLOW_NAMED, name))
			learn(flow, name);
	}
	if (is_filled && last.p != NULL)
		learn(flow, last);
}

/* The parameters of a function, or of those that are handed to a call, as a route's
 * handler is: read byte by byte until the body begins or the round bracket closes. */
struct parameters {
	struct tg_str text; /* from the function's head on */
	size_t from;        /* where the present one begins; SIZE_MAX before the first */
	unsigned round, nested;
};

/* "=> {", ") {" */
static bool begins_body(const struct parameters *p, size_t brace)
{
	struct tg_str before = tg_str_rtrim(tg_str_sub(p->text, 0, brace));

	return tg_str_ends(before, ")") || tg_str_ends(before, "=>");
}

static bool is_end(const struct parameters *p, size_t at)
{
	char c = p->text.p[at];

	return (c == ')' && p->round == 1) || (c == '{' && begins_body(p, at));
}

/* The ">" of "=>" and "->" closes nothing. */
static bool closes(const struct parameters *p, size_t at)
{
	char c = p->text.p[at], before = at > 0 ? p->text.p[at - 1] : ' ';

	return c == '}' || c == ']' || (c == '>' && before != '=' && before != '-');
}

static void count_brackets(struct parameters *p, size_t at)
{
	char c = p->text.p[at];

	p->round += c == '(';
	p->round -= c == ')' && p->round > 0;
	p->nested += c == '{' || c == '[' || c == '<';
	p->nested -= closes(p, at) && p->nested > 0;
	if (c == '(' && p->from == SIZE_MAX)
		p->from = at + 1;
}

static void learn_parameters(const struct tg_scan *scan, struct tg_flow *flow,
			     struct tg_str text)
{
	struct parameters p = { text, SIZE_MAX, 0, 0 };
	unsigned lines = 0;

	for (size_t at = 0; at < text.n && lines < HEAD_LINES; at++) {
		bool ends = is_end(&p, at);

		lines += text.p[at] == '\n';
		if (p.from != SIZE_MAX && (ends || (text.p[at] == ',' && p.nested == 0))) {
			learn_parameter(scan, flow, tg_str_sub(text, p.from, at - p.from));
			p.from = at + 1;
		}
		if (ends)
			return;
		count_brackets(&p, at);
	}
}

/* --- what is made of it --------------------------------------------------- */

static void learn_line(const struct tg_scan *scan, struct tg_flow *flow, struct tg_str line)
{
	struct tg_span spans[3];

	for (size_t i = 0; i < TG_FLOW_FORMS; i++) {
		const struct tg_flow_form *form = &scan->engine->flow->forms[i];
		struct tg_span name, value;

		if (tg_str_find(line, form->must) == SIZE_MAX ||
		    tg_regex_search(form->re, scan->worker->scratch, line, 0, spans, 3) != TG_MATCH_YES)
			continue;
		name = spans[form->name];
		value = form->value == TG_FLOW_BEFORE ? (struct tg_span){ 0, spans[0].start }
						      : spans[form->value];
		if (is_from_outside(scan, flow, tg_str_sub(line, value.start,
							   value.end - value.start)))
			learn_all(flow, tg_str_sub(line, name.start, name.end - name.start));
	}
}

/* The function ends where the indentation falls back to its head's. */
static bool is_behind(struct tg_str line, size_t depth)
{
	struct tg_str trimmed = tg_str_trim(line);

	return trimmed.n > 0 && tg_line_depth(line) <= depth && strchr(")]}{#", trimmed.p[0]) == NULL;
}

static void learn_body(struct tg_scan *scan, struct tg_flow *flow, struct tg_str text,
		       size_t start)
{
	struct tg_str rest = tg_str_from(text, start), line;
	size_t depth = 0;

	for (unsigned n = 0; n < FUNCTION_LINES && tg_str_line(&rest, &line); n++) {
		if (n == 0)
			depth = tg_line_depth(line);
		else if (is_behind(line, depth))
			return;
		scan->flow_lines++;
		learn_line(scan, flow, line);
	}
}

/* Functions within functions are read once for each that is asked about. */
static bool may_read_on(struct tg_scan *scan)
{
	if (scan->flow_lines < FILE_LINES)
		return true;
	if (scan->flow_lines != UINT32_MAX)
		tg_worker_incomplete(scan->worker,
			"%s: values from outside were followed through %u lines of its "
			"functions, and no further", scan->view->change->path, FILE_LINES);
	scan->flow_lines = UINT32_MAX; /* said once */
	return false;
}

/* Learns the names of the function that line `i` stands in, once for each. */
static const struct tg_flow *flow_of(struct tg_scan *scan, enum tg_side side, uint32_t i)
{
	struct tg_flow *flow = &scan->flow;
	struct tg_str text;
	size_t start;

	if (!find_function(scan, side, i, &start))
		return NULL;
	text = scan->sides[side].text;
	if (flow->text == text.p + start)
		return flow;
	if (!may_read_on(scan))
		return NULL;
	*flow = (struct tg_flow){ .text = text.p + start };
	learn_parameters(scan, flow, tg_str_from(text, start));
	for (unsigned pass = 0; pass < PASSES; pass++)
		learn_body(scan, flow, text, start);
	return flow;
}

bool tg_scan_from_outside(struct tg_scan *scan, enum tg_side side, uint32_t i)
{
	struct tg_str line = scan->view->lines[i].text;
	const struct tg_flow *flow;

	if (is_kind(scan, TG_FLOW_READ_THERE, line))
		return true;
	flow = flow_of(scan, side, i);
	return flow != NULL && uses_name(flow, line);
}
