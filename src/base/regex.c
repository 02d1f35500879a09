#include "regex.h"

#include "arena.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* Machine code takes as long to make as the interpreter takes for a few lines
 * (about 30 and 10 microseconds with the built-in rules); a pattern that was
 * needed for this many is most often needed for more. */
#define RUNS_BEFORE_JIT 4u

#define PARENS_NEST_LIMIT 32u
#define HEAP_LIMIT_KIB (16u * 1024)
#define DEPTH_LIMIT 20000u
#define JIT_STACK_START ((size_t)32 * 1024)
#define JIT_STACK_MAX ((size_t)512 * 1024)
#define MAX_GROUPS 32u

/* What compiling gave. Written once, then only read. */
struct compiled {
	pcre2_code *code; /* NULL: it does not compile */
	int error;
	size_t error_at;
};

struct tg_regex {
	char *pattern;
	size_t length;
	unsigned flags;
	atomic_uint runs;
	_Atomic(struct compiled *) compiled;
	_Atomic(pcre2_code *) jitted; /* a copy of the code, compiled again */
};

struct tg_regex_scratch {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
};

struct tg_regex *tg_regex_new(struct tg_str pattern, unsigned flags)
{
	struct tg_regex *re = tg_calloc(1, sizeof(*re));

	re->pattern = tg_malloc(pattern.n + 1);
	if (pattern.n > 0)
		memcpy(re->pattern, pattern.p, pattern.n);
	re->pattern[pattern.n] = '\0';
	re->length = pattern.n;
	re->flags = flags;
	return re;
}

static void compiled_free(struct compiled *compiled)
{
	if (compiled)
		pcre2_code_free(compiled->code);
	free(compiled);
}

void tg_regex_free(struct tg_regex *re)
{
	if (!re)
		return;
	compiled_free(atomic_load(&re->compiled));
	pcre2_code_free(atomic_load(&re->jitted));
	free(re->pattern);
	free(re);
}

/* The end of a class "[...]" that begins at `at`, or the pattern's end. */
static size_t skip_class(struct tg_str s, size_t at)
{
	at++;
	if (at < s.n && s.p[at] == '^')
		at++;
	if (at < s.n && s.p[at] == ']')
		at++;
	for (; at < s.n && s.p[at] != ']'; at++) {
		struct tg_str rest = tg_str_from(s, at);

		if (s.p[at] == '\\')
			at++;
		else if (tg_str_starts(rest, "[:") &&
			 tg_str_find(rest, TG_STR(":]")) != SIZE_MAX)
			at += tg_str_find(rest, TG_STR(":]")) + 1;
	}
	return at;
}

/* The offset of a verb such as (*UTF) or (*LIMIT_MATCH=...), which would undo
 * the limits that are set here; SIZE_MAX when there is none. */
static size_t find_verb(struct tg_str s)
{
	for (size_t at = 0; at < s.n; at++) {
		struct tg_str rest = tg_str_from(s, at);

		if (tg_str_starts(rest, "(*"))
			return at;
		if (tg_str_starts(rest, "\\Q")) {
			size_t end = tg_str_find(rest, TG_STR("\\E"));

			if (end == SIZE_MAX)
				return SIZE_MAX;
			at += end + 1;
		} else if (s.p[at] == '\\') {
			at++;
		} else if (s.p[at] == '[') {
			at = skip_class(s, at);
		}
	}
	return SIZE_MAX;
}

/* A context with the limits, or the end of the process. */
static pcre2_compile_context *compile_context(void)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);

	if (!context)
		tg_out_of_memory();
	pcre2_set_max_pattern_length(context, TG_REGEX_MAX_PATTERN);
	pcre2_set_parens_nest_limit(context, PARENS_NEST_LIMIT);
	return context;
}

static void compile_into(struct compiled *out, const struct tg_regex *re)
{
	uint32_t options = PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C;
	struct tg_str pattern = { re->pattern, re->length };

	if (re->flags & TG_REGEX_CASELESS)
		options |= PCRE2_CASELESS;
	out->error_at = re->flags & TG_REGEX_VERBS ? SIZE_MAX : find_verb(pattern);
	if (out->error_at != SIZE_MAX) {
		out->error = PCRE2_ERROR_VERB_UNKNOWN;
		return;
	}
	pcre2_compile_context *context = compile_context();

	out->code = pcre2_compile((PCRE2_SPTR)re->pattern, re->length, options,
				  &out->error, &out->error_at, context);
	pcre2_compile_context_free(context);
}

/* Several threads may come here at once: the first to finish is kept. */
static const struct compiled *get_compiled(struct tg_regex *re)
{
	struct compiled *known = atomic_load_explicit(&re->compiled, memory_order_acquire);

	if (known)
		return known;
	struct compiled *made = tg_calloc(1, sizeof(*made));

	compile_into(made, re);
	if (atomic_compare_exchange_strong(&re->compiled, &known, made))
		return made;
	compiled_free(made);
	return known;
}

enum tg_rc tg_regex_prepare(struct tg_regex *re, struct tg_err *err)
{
	const struct compiled *compiled = get_compiled(re);
	PCRE2_UCHAR reason[160] = "";

	if (compiled->code)
		return TG_OK;
	if (re->length > TG_REGEX_MAX_PATTERN)
		return tg_err_set(err, TG_E_RULE,
				  "the pattern has %zu bytes; at most %u are taken",
				  re->length, TG_REGEX_MAX_PATTERN);
	if (compiled->error == PCRE2_ERROR_VERB_UNKNOWN)
		tg_err_set(err, TG_E_RULE, "verbs like (*...) are not allowed in a pattern");
	else if (pcre2_get_error_message(compiled->error, reason, sizeof(reason)) > 0)
		tg_err_set(err, TG_E_RULE, "the pattern does not compile: %s", reason);
	else
		tg_err_set(err, TG_E_RULE, "the pattern does not compile");
	err->column = (unsigned)(compiled->error_at + 1);
	return err->code;
}

struct tg_regex_scratch *tg_regex_scratch_new(uint32_t match_limit)
{
	struct tg_regex_scratch *scratch = tg_calloc(1, sizeof(*scratch));

	scratch->data = pcre2_match_data_create(MAX_GROUPS, NULL);
	scratch->context = pcre2_match_context_create(NULL);
	if (!scratch->data || !scratch->context)
		tg_out_of_memory();
	pcre2_set_match_limit(scratch->context, match_limit);
	pcre2_set_heap_limit(scratch->context, HEAP_LIMIT_KIB);
	pcre2_set_depth_limit(scratch->context, DEPTH_LIMIT);
	return scratch;
}

void tg_regex_scratch_free(struct tg_regex_scratch *scratch)
{
	if (!scratch)
		return;
	pcre2_jit_stack_free(scratch->stack);
	pcre2_match_context_free(scratch->context);
	pcre2_match_data_free(scratch->data);
	free(scratch);
}

/* The code in use by other threads must not change, so a copy is compiled to
 * machine code and published. Where that is not possible (a kernel that
 * forbids writable code), the interpreter stays. */
static void compile_again(struct tg_regex *re, const pcre2_code *code)
{
	pcre2_code *copy = pcre2_code_copy(code);

	if (!copy)
		return;
	if (pcre2_jit_compile(copy, PCRE2_JIT_COMPLETE) != 0) {
		pcre2_code_free(copy);
		return;
	}
	atomic_store_explicit(&re->jitted, copy, memory_order_release);
}

/* The machine code once there is some, else NULL. */
static const pcre2_code *jit_code(struct tg_regex *re, const pcre2_code *code)
{
	const pcre2_code *jitted =
		atomic_load_explicit(&re->jitted, memory_order_acquire);

	if (jitted)
		return jitted;
	/* Exactly one thread sees this count. */
	if (atomic_fetch_add_explicit(&re->runs, 1, memory_order_relaxed) ==
	    RUNS_BEFORE_JIT)
		compile_again(re, code);
	return NULL;
}

static int run_jitted(const pcre2_code *code, struct tg_regex_scratch *scratch,
		      struct tg_str text, size_t from)
{
	if (!scratch->stack) {
		scratch->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MAX, NULL);
		pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
	}
	return pcre2_jit_match(code, (PCRE2_SPTR)text.p, text.n, from, 0, scratch->data,
			       scratch->context);
}

static void copy_spans(struct tg_regex_scratch *scratch, int groups,
		       struct tg_span *spans, size_t n_spans)
{
	const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(scratch->data);
	/* 0: more groups than fit; all that fit are set */
	size_t set = groups == 0 ? MAX_GROUPS : (size_t)groups;

	for (size_t i = 0; i < n_spans; i++) {
		spans[i] = (struct tg_span){ SIZE_MAX, SIZE_MAX };
		if (i < set && offsets[i * 2] != PCRE2_UNSET) {
			spans[i].start = offsets[i * 2];
			spans[i].end = offsets[i * 2 + 1];
		}
	}
}

enum tg_match tg_regex_search(struct tg_regex *re, struct tg_regex_scratch *scratch,
			      struct tg_str text, size_t from, struct tg_span *spans,
			      size_t n_spans)
{
	const pcre2_code *code = get_compiled(re)->code;
	int rc = PCRE2_ERROR_JIT_STACKLIMIT;

	if (!code)
		return TG_MATCH_LIMIT;
	if (from > text.n)
		return TG_MATCH_NO;
	if (!text.p)
		text = TG_STR("");
	const pcre2_code *jitted = jit_code(re, code);

	if (jitted)
		rc = run_jitted(jitted, scratch, text, from);
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(code, (PCRE2_SPTR)text.p, text.n, from, 0,
				 scratch->data, scratch->context);
	if (rc == PCRE2_ERROR_NOMATCH)
		return TG_MATCH_NO;
	if (rc < 0)
		return TG_MATCH_LIMIT;
	copy_spans(scratch, rc, spans, n_spans);
	return TG_MATCH_YES;
}
