/*
 * Where a value comes from: which names of the function around a line hold what
 * somebody outside sent. A parameter whose type or name says so, what is read from
 * a request, and whatever the function makes of these. Languages are not parsed:
 * the few forms in which a value gets a name are alike in all of them.
 */
#include "scan.h"

#include "../base/words.h"
#include "flow.h"

#include <stdlib.h>
#include <string.h>

#define FUNCTION_LINES 600u /* a longer one is read as far as this */
#define HEAD_LINES 25u      /* of one function: its parameters */
#define FILE_LINES 50000u    /* of all functions of a file, each pass counted */
#define PASSES 2u           /* a name may be used above the line that sets it */
#define TAB 8u              /* columns */

/* --- the forms ------------------------------------------------------------ */

/* How a value gets a name: the groups that hold the name and the value. */
struct form {
	const char *pattern;
	unsigned char name, value;
};

static const struct form forms[] = {
	/* const a = b; a, b := c; Type a = b; { a, b: c } = d; @a ||= b */
	{ "^\\s*(?:(?:const|let|var|val|my|final|auto)\\s+)?(?:[A-Za-z_][\\w<>\\[\\].]*\\s+)?"
	  "([$@]?[A-Za-z_][\\w.$>-]*(?:\\s*,\\s*[$@]?\\w+)*|%?\\{[^}]*\\}|\\([^)]*\\))\\s*"
	  "(?::\\s*[\\w<>\\[\\]|., ]+)?\\s*(?::=|\\|\\|=|\\?\\?=|=(?![=>~]))\\s*(.*)$", 1, 2 },
	/* if let Some(a) = b */
	{ "\\b(?:let|val)\\s+\\w+\\(([^)]*)\\)\\s*=\\s*(.*)$", 1, 2 },
	/* for a in b; for (const a of b); for (Type a : b); for a <- b */
	{ "\\bfor(?:each)?\\b\\s*\\(?\\s*(.{1,80}?)\\s+(?:in|of|:|<-)\\s+(.+)$", 1, 2 },
	/* foreach (b as a); with open(b) as a */
	{ "\\b(?:foreach|with)\\b\\s*\\(?\\s*(.{1,120}?)\\s+as\\s+(.+)$", 2, 1 },
	/* b.each do |a|; b.iter().map(|a| */
	{ "^(.*?)\\.(?:each|map|select|filter|flat_map|find|any|all|reject|collect|for_each)"
	  "\\w*\\b[^|]{0,40}\\|([^|]{1,60})\\|", 2, 1 },
	/* b.map((a) => ; b.forEach(async a => ; b.map(function (a) */
	{ "^(.*?)\\.(?:map|filter|forEach|flatMap|find|some|every|any|all|Select|Where|stream)"
	  "\\w*\\(\\s*(?:async\\s*)?(?:function\\s*)?\\(?([\\w, {}]{1,60})\\)?\\s*(?:=>|->|\\))", 2, 1 },
	/* decode(b, &a); c.Bind(&a) */
	{ "^(.*)\\(.{0,80}&(\\w+)\\)", 2, 1 },
};
#define N_FORMS (sizeof(forms) / sizeof(forms[0]))

/* What is read from a request, a command line, an event of a page. */
static const char read_there[] =
	"\\b(?:req|request|ctx|context|c|r|httpRequest|httpContext|HttpContext|Request|Context)"
	"\\s*(?:\\.|->|\\(\\)\\.)\\s*(?:body|params?|query|queryParams?|headers?|cookies?|form"
	"|files?|args|values|GET|POST|FILES|data|json|input|get|all|validated|Bind\\w*"
	"|ShouldBind\\w*|Param\\w*|Query\\w*|Form\\w*|PostForm\\w*|GetHeader|Header\\w*|URL"
	"|Body|Cookies?|String|StringSlice|Get(?:Body|Param\\w*|Header\\w*|Query\\w*))\\b"
	"|\\bparams\\s*(?:\\[|\\.(?:require|permit|fetch|dig|expect|get)\\b|\\.[a-z]\\w*)"
	"|\\$_(?:GET|POST|REQUEST|COOKIE|FILES|SERVER)\\b|\\$request\\s*->|\\binput\\("
	"|@(?:RequestBody|RequestParam|PathVariable|RequestHeader|QueryParam|PathParam"
	"|FormParam|ModelAttribute|Body|Query|Param|Headers)\\b"
	"|\\[From(?:Body|Query|Route|Form|Header)\\b"
	"|event\\.(?:target|data)\\b|location\\.(?:search|hash)\\b|\\bsearchParams\\b";

/* A parameter that a framework fills from a request ... */
static const char filled[] =
	"@(?:RequestBody|RequestParam|PathVariable|RequestHeader|QueryParam|PathParam"
	"|FormParam|ModelAttribute|Body|Query|Param)\\b|\\[From";
/* ... one whose type says what it is ... */
static const char typed[] =
	"\\b\\w{0,60}(?:Request|Req|Input|Params|Form|Dto|DTO|Payload|Query|Body|Args|ViewModel"
	"|Attributes|Hook|Webhook|Upload|MultipartFile|UploadedFile|UploadFile|Json|JSON)\\b";
/* ... and one whose name does. */
static const char named[] =
	"^[$@]?(?:payload|body|inputs?|params|args|query|form|hook|data|attrs|attributes|dto"
	"|req|request|upload|files?|url|uri|filename|email|username"
	"|packet|raw|search|filters?|headers|cookies?)$"
	"|_(?:params|input|request|payload|body|form)$"
	"|(?:Params|Input|Request|Payload|Body|Form|Dto|Text)$";

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

enum { READ_THERE, FILLED, TYPED, NAMED, N_KINDS };

struct tg_flow_forms {
	struct tg_regex *forms[N_FORMS];
	struct tg_regex *kinds[N_KINDS];
};

struct tg_flow_forms *tg_flow_forms_new(void)
{
	static const char *const kinds[N_KINDS] = {
		[READ_THERE] = read_there, [FILLED] = filled, [TYPED] = typed, [NAMED] = named,
	};
	struct tg_flow_forms *made = tg_calloc(1, sizeof(*made));

	for (size_t i = 0; i < N_FORMS; i++)
		made->forms[i] = tg_regex_new(tg_str(forms[i].pattern), 0);
	for (size_t i = 0; i < N_KINDS; i++)
		made->kinds[i] = tg_regex_new(tg_str(kinds[i]), 0);
	return made;
}

void tg_flow_forms_free(struct tg_flow_forms *made)
{
	if (made == NULL)
		return;
	for (size_t i = 0; i < N_FORMS; i++)
		tg_regex_free(made->forms[i]);
	for (size_t i = 0; i < N_KINDS; i++)
		tg_regex_free(made->kinds[i]);
	free(made);
}

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

/* Does `text` use a name that holds a value from outside? */
static bool uses_name(const struct tg_flow *flow, struct tg_str text)
{
	struct tg_str name;

	while (next_name(&text, &name))
		if (is_known(flow, name) && !is_own_member(text))
			return true;
	return false;
}

static bool is_from_outside(const struct tg_scan *scan, const struct tg_flow *flow,
			    struct tg_str text)
{
	return uses_name(flow, text) || is_kind(scan, READ_THERE, text);
}

/* --- the function --------------------------------------------------------- */

static size_t columns(struct tg_str line)
{
	size_t n = 0;

	for (size_t i = 0; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'); i++)
		n += line.p[i] == '\t' ? TAB : 1;
	return n;
}

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
	bool is_typed = is_kind(scan, TYPED, piece), is_filled = is_kind(scan, FILLED, piece);
	struct tg_str rest = piece, name, last = { NULL, 0 };

	while (next_name(&rest, &name)) {
		bool lower = !(name.p[0] >= 'A' && name.p[0] <= 'Z');

		last = lower && !tg_str_is_one_of(name, no_names) ? name : last;
		if ((is_typed && lower) || is_kind(scan, NAMED, name))
			learn(flow, name);
	}
	if (is_filled && last.p != NULL)
		learn(flow, last);
}

/* Does a body begin at the brace: "=> {", ") {"? */
static bool begins_body(struct tg_str text, size_t start, size_t brace)
{
	struct tg_str before = tg_str_rtrim(tg_str_sub(text, start, brace - start));

	return tg_str_ends(before, ")") || tg_str_ends(before, "=>");
}

/* Reads the parameters of the function that begins at `start`, or of those that
 * are handed to the call there, as a route's handler is. */
static void learn_parameters(const struct tg_scan *scan, struct tg_flow *flow,
			     struct tg_str text, size_t start)
{
	size_t from = SIZE_MAX, at = start;
	unsigned lines = 0, round = 0, nested = 0;

	for (; at < text.n && lines < HEAD_LINES; at++) {
		char c = text.p[at];
		bool ends = (c == ')' && round == 1) || (c == '{' && begins_body(text, start, at));

		lines += c == '\n';
		round += c == '(';
		round -= c == ')' && round > 0;
		if (from != SIZE_MAX && (ends || (c == ',' && nested == 0))) {
			learn_parameter(scan, flow, tg_str_sub(text, from, at - from));
			from = at + 1;
		}
		if (ends)
			return;
		if (c == '(' && from == SIZE_MAX)
			from = at + 1;
		nested += c == '{' || c == '[' || c == '<';
		nested -= (c == '}' || c == ']' || (c == '>' && text.p[at - 1] != '=' &&
			   text.p[at - 1] != '-')) && nested > 0;
	}
}

/* --- what is made of it --------------------------------------------------- */

static void learn_line(const struct tg_scan *scan, struct tg_flow *flow, struct tg_str line)
{
	struct tg_span spans[3];

	for (size_t i = 0; i < N_FORMS; i++) {
		struct tg_span name, value;

		if (tg_regex_search(scan->engine->flow->forms[i], scan->worker->scratch, line, 0,
				    spans, 3) != TG_MATCH_YES)
			continue;
		name = spans[forms[i].name];
		value = spans[forms[i].value];
		if (is_from_outside(scan, flow, tg_str_sub(line, value.start,
							   value.end - value.start)))
			learn_all(flow, tg_str_sub(line, name.start, name.end - name.start));
	}
}

/* The function ends where the indentation falls back to its head's. */
static bool is_behind(struct tg_str line, size_t depth)
{
	struct tg_str trimmed = tg_str_trim(line);

	return trimmed.n > 0 && columns(line) <= depth && strchr(")]}{#", trimmed.p[0]) == NULL;
}

static void learn_body(struct tg_scan *scan, struct tg_flow *flow, struct tg_str text,
		       size_t start)
{
	struct tg_str rest = tg_str_from(text, start), line;
	size_t depth = 0;

	for (unsigned n = 0; n < FUNCTION_LINES && tg_str_line(&rest, &line); n++) {
		if (n == 0)
			depth = columns(line);
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
	learn_parameters(scan, flow, text, start);
	for (unsigned pass = 0; pass < PASSES; pass++)
		learn_body(scan, flow, text, start);
	return flow;
}

bool tg_scan_from_outside(struct tg_scan *scan, enum tg_side side, uint32_t i)
{
	struct tg_str line = scan->view->lines[i].text;
	const struct tg_flow *flow;

	if (is_kind(scan, READ_THERE, line))
		return true;
	flow = flow_of(scan, side, i);
	return flow != NULL && uses_name(flow, line);
}
