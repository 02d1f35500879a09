/* What a run of changed lines says, token by token. */
#ifndef TG_RULES_TOKENS_H
#define TG_RULES_TOKENS_H

#include "scan.h"

enum tg_token_kind { TG_TOKEN_NAME, TG_TOKEN_STRING, TG_TOKEN_MARK };

struct tg_token {
	struct tg_str text; /* of a string: without its quotes, where they say nothing */
	enum tg_token_kind kind;
	bool redundant;
};

struct tg_tokens {
	struct tg_arena *arena;
	TG_VEC(struct tg_token) list;
	bool known; /* false: too many, or nobody knows what is a comment */
	bool rust, shell; /* of which some more says nothing */
};

/* The lines of one kind, from the first to the last. */
struct tg_part {
	uint32_t first, last;
	enum tg_line_kind kind;
};

/* Reads a part: without comments, line ends, semicolons, parentheses that group
 * nothing, asides and words that only declare; "===" as "=="; in Rust without what says
 * how a value is kept, in shells without the quotes of a word. The tokens are the file's
 * arena's; there are at most 1,000. */
void tg_tokens_read(struct tg_tokens *t, struct tg_scan *scan, struct tg_part part);

/* Takes out the tokens that are marked as redundant. */
void tg_tokens_compact(struct tg_tokens *t);

/* asides.c: takes out what loads rows along with others, and arguments that are a
 * text for people or say whether something is documented. */
void tg_tokens_drop_asides(struct tg_tokens *t, const char *language);

/* nothing.c: takes out checks that there is something at all. */
void tg_tokens_drop_checks_for_nothing(struct tg_tokens *t);

bool tg_token_is_keyword(const struct tg_token *t);
bool tg_token_is_one_of(const struct tg_token *t, const char *marks); /* of one byte */
bool tg_token_is(const struct tg_token *token, const char *mark);

bool tg_is_name_byte(char c); /* of identifiers, with the sigils $ and @ */

#endif
