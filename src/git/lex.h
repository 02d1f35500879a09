/* The lexical facts of a language, read by the lexer alone. */
#ifndef TG_LEX_H
#define TG_LEX_H

#include <stdbool.h>

/* A pair of delimiters. */
struct tg_lex_pair {
	const char *open, *close;
	bool nests;     /* block comments: each opening needs its closing */
	bool multiline; /* strings: may hold line ends */
	bool raw;       /* strings: a backslash is a backslash */
	bool comment_alone; /* strings: a comment when alone on its line, as
	                       Python's docstrings are */
};

#define TG_LEX_LINES 4
#define TG_LEX_PAIRS 6

struct tg_lexical {
	const char *line[TG_LEX_LINES];         /* begin a comment to the line's end */
	bool line_at_word;                      /* only at a line's start or after a
	                                           blank, as in shell and YAML */
	bool line_caseless;                     /* REM */
	struct tg_lex_pair block[TG_LEX_PAIRS / 2];
	struct tg_lex_pair string[TG_LEX_PAIRS]; /* longer ones first */
	unsigned heredoc;                       /* how many < begin <<WORD; 0: none */
	bool hash_attribute;                    /* #[ begins no comment */
	bool char_literal;                      /* 'x', but 'name is no string */
	bool raw_hash;                          /* r#"..."# */
	bool regex;                             /* /.../ where a value may begin */
};

#endif
