/*
 * The forms by which flow.c reads functions: how a value gets a name, and what says
 * that a value came from outside.
 */
#include "flow.h"

#include "../base/arena.h"
#include "../base/regex.h"

#include <stdlib.h>

/* How a value gets a name, with the groups that hold the name and the value, and what
 * each such line holds: that is asked first. */
static const struct {
	const char *pattern, *must;
	unsigned char name, value;
} patterns[TG_FLOW_FORMS] = {
	/* const a = b; a, b := c; Type a = b; { a, b: c } = d; @a ||= b */
	{ "^\\s*(?:(?:const|let|var|val|my|final|auto)\\s+)?(?:[A-Za-z_][\\w<>\\[\\].]*\\s+)?"
	  "([$@]?[A-Za-z_][\\w.$>-]*(?:\\s*,\\s*[$@]?\\w+)*|%?\\{[^}]*\\}|\\([^)]*\\))\\s*"
	  "(?::\\s*[\\w<>\\[\\]|., ]+)?\\s*(?::=|\\|\\|=|\\?\\?=|=(?![=>~]))\\s*(.*)$",
	  "=", 1, 2 },
	/* if let Some(a) = b */
	{ "\\b(?:let|val)\\s+\\w+\\(([^)]*)\\)\\s*=\\s*(.*)$", ")", 1, 2 },
	/* for a in b; for (const a of b); for (Type a : b); for a <- b */
	{ "\\bfor(?:each)?\\b\\s*\\(?\\s*(.{1,80}?)\\s+(?:in|of|:|<-)\\s+(.+)$",
	  "for", 1, 2 },
	/* foreach (b as a); with lend(b) as a */
	{ "\\b(?:foreach|with)\\b\\s*\\(?\\s*(.{1,120}?)\\s+as\\s+(.+)$", "as", 2, 1 },
	/* b.each do |a|; b.iter().map(|a| */
	{ "\\.(?:each|map|select|filter|flat_map|find|any|all|reject|collect|for_each)"
	  "\\w*\\b[^|]{0,40}\\|([^|]{1,60})\\|", "|", 1, TG_FLOW_BEFORE },
	/* b.map((a) => ; b.forEach(async a => ; b.map(function (a) */
	{ "\\.(?:map|filter|forEach|flatMap|find|some|every|any|all|Select|Where|stream)"
	  "\\w*\\(\\s*(?:async\\s*)?(?:function\\s*)?\\(?([\\w, {}]{1,60})\\)?\\s*(?:=>|->|\\))",
	  "(", 1, TG_FLOW_BEFORE },
	/* decode(b, &a); c.Bind(&a) */
	{ "^(.*)\\(.{0,80}&(\\w+)\\)", "&", 2, 1 },
};

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
	"|event\\.(?:target|data)\\b|location\\.(?:search|hash)\\b|\\bsearchParams\\b"
	"|\\bCtx\\.(?:Input|Request)\\b";

/* A parameter that a framework fills from a request ... */
static const char filled[] =
	"@(?:RequestBody|RequestParam|PathVariable|RequestHeader|QueryParam|PathParam"
	"|FormParam|ModelAttribute|Body|Query|Param)\\b|\\[From";
/* ... one whose type says what it is ... */
static const char typed[] =
	"\\b\\w{0,60}(?:Request|Req|Input|Params|Form|Dto|DTO|Payload|Query|Body|Args|ViewModel"
	"|Attributes|Hook|Webhook|Upload|MultipartFile|UploadedFile|UploadFile|Json|JSON)\\b"
	"(?!\\.)"; /* JSON.stringify(name): no type, but where a function is found */
/* ... and one whose name does. */
static const char named[] =
	"^[$@]?(?:payload|body|inputs?|params|args|query|form|hook|data|attrs|attributes|dto"
	"|req|request|upload|files?|url|uri|filename|email|username"
	"|packet|raw|search|filters?|headers|cookies?)$"
	"|_(?:params|input|request|payload|body|form)$"
	"|(?:Params|Input|Request|Payload|Body|Form|Dto|Text)$";

struct tg_flow_forms *tg_flow_forms_new(void)
{
	static const char *const kinds[TG_FLOW_KINDS] = {
		[TG_FLOW_READ_THERE] = read_there, [TG_FLOW_FILLED] = filled,
		[TG_FLOW_TYPED] = typed, [TG_FLOW_NAMED] = named,
	};
	struct tg_flow_forms *made = tg_calloc(1, sizeof(*made));

	for (size_t i = 0; i < TG_FLOW_FORMS; i++) {
		made->forms[i].re = tg_regex_new(tg_str(patterns[i].pattern), 0);
		made->forms[i].must = tg_str(patterns[i].must);
		made->forms[i].name = patterns[i].name;
		made->forms[i].value = patterns[i].value;
	}
	for (size_t i = 0; i < TG_FLOW_KINDS; i++)
		made->kinds[i] = tg_regex_new(tg_str(kinds[i]), 0);
	return made;
}

void tg_flow_forms_free(struct tg_flow_forms *forms)
{
	if (forms == NULL)
		return;
	for (size_t i = 0; i < TG_FLOW_FORMS; i++)
		tg_regex_free(forms->forms[i].re);
	for (size_t i = 0; i < TG_FLOW_KINDS; i++)
		tg_regex_free(forms->kinds[i]);
	free(forms);
}
