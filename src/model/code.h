/* Source code while a definition is looked for in it. */
#ifndef TG_CODE_H
#define TG_CODE_H

#include "../base/str.h"

/* A file while it is searched: where its lines begin, which bytes are code. */
struct tg_code {
	struct tg_str text;
	unsigned char *lex;
	size_t *starts;  /* of each line; starts[n_lines] is the end */
	size_t n_lines;
	bool by_indent;  /* Python, YAML: blocks are told by indentation */
	bool is_data;    /* YAML, JSON, TOML, HCL: keys are definitions */
};

struct tg_code_range {
	size_t first, last; /* 0-based lines, inclusive */
};

/* A line without its end and the blanks before it. */
struct tg_str tg_code_line(const struct tg_code *s, size_t line);

/* The block of the definition of which the name stands at `at`, in `line`: to
 * its closing brace, or as far as it is indented; decorators above it belong to
 * it. */
struct tg_code_range tg_code_block(const struct tg_code *s, size_t line, size_t at);

#endif
