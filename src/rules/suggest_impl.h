/* What is known of a repository's words while they are gathered and weighed. */
#ifndef TG_RULES_SUGGEST_IMPL_H
#define TG_RULES_SUGGEST_IMPL_H

#include "../base/map.h"
#include "../base/vec.h"
#include "engine.h"
#include "suggest.h"

#define SG_PLACES 3u
#define SG_LINE 400u     /* bytes of a line that are looked at */

enum sg_topic { SG_INPUT, SG_TRUST, SG_DATA, SG_ABUSE, SG_TOPICS };

/* What a function does, or what a name says that it does. */
enum sg_kind { SG_GUARD, SG_CHECK, SG_READ, SG_LIMIT, SG_SINK, SG_SECRET,
	       SG_HELD, /* a variable: what a client sent */
	       SG_KINDS };

enum sg_shape { SG_ANNOTATION, SG_BASE, SG_CALL, SG_NAME, SG_VARIABLE,
		SG_FOLDER };

/* How a name came to be suggested, the strongest first. */
enum sg_evidence { SG_DEFINED, SG_DECIDES, SG_NAMED, SG_BESIDE, SG_EVIDENCES };

/* A name or a folder. Counts of the tree are places; those of the history are
 * commits. */
struct sg_word {
	const char *language, *name, *example;
	const char *paths[SG_PLACES];
	uint32_t lines[SG_PLACES];
	enum sg_shape shape;
	uint32_t last_file; /* counted in `files` */
	unsigned uses, files;
	unsigned covered[SG_TOPICS]; /* uses on lines that a sure rule knows */
	unsigned refuses[SG_KINDS];  /* uses in a condition that ends in one */
	unsigned defined, does[SG_KINDS];
	unsigned brief[SG_KINDS];    /* ... in a few lines */
	unsigned added, removed;
	unsigned changes, beside[SG_TOPICS];
	unsigned seen_in, beside_in[SG_TOPICS]; /* the last commit counted */
	/* chosen: */
	enum sg_evidence evidence;
	enum sg_kind kind;   /* but for SG_BESIDE */
	enum sg_topic topic;
	bool sure;
	unsigned weight;
};

struct tg_suggest {
	struct tg_arena arena;
	struct tg_engine *engine;
	bool *switched_off; /* by rule: only while the tree is read */
	struct tg_map by_name;
	TG_VEC(struct sg_word *) all;
	unsigned commit;
	unsigned commits_with[SG_TOPICS];
};

/* What sure rules say of one line: bits 1 << enum sg_topic, sg_kind. */
struct sg_mark {
	uint8_t topics, kinds;
};

/* --- suggest_names.c: names in lines ------------------------------------- */

bool sg_is_name_byte(char c);

/* "requireOwner", "check_role": names of two words and more are a
 * repository's own far more often than plain ones. */
bool sg_is_compound(struct tg_str name);

/* The name of the function that is defined in this line, or of length 0. */
struct tg_str sg_definition(struct tg_str line);

/* The name of the type that this line begins, or of length 0. */
struct tg_str sg_type(struct tg_str line);

typedef void sg_name_fn(struct tg_str name, void *ctx);

/* Each name that is called in the line; a plain one together with the type that
 * it is called by ("Orders.check"). */
void sg_each_call(struct tg_str line, sg_name_fn *each, void *ctx);

/* The variable that is set in the line, or of length 0. */
struct tg_str sg_assigned(struct tg_str line);

/* Each name that something is taken of: "name.x", "name[x]". */
void sg_each_taken(struct tg_str line, sg_name_fn *each, void *ctx);

/* Each base class: class X(Base), class X extends Base, X < Base, X : Base */
void sg_each_base(struct tg_str line, sg_name_fn *each, void *ctx);

/* Each identifier. */
void sg_each_name(struct tg_str line, sg_name_fn *each, void *ctx);

/* A line that decides something: "if", "unless", "when" ... */
bool sg_is_condition(struct tg_str line);

/* What a name says of itself; false for nothing. */
bool sg_kind_of_name(struct tg_str name, enum sg_kind *out);

/* Some word of the name says that it looks at something and may refuse it. */
bool sg_says_check(struct tg_str name);

/* "check_owner", "RequireRole": it begins by telling to look. */
bool sg_demands(struct tg_str name);

/* It says that it takes something in. */
bool sg_says_read(struct tg_str name);

/* --- suggest.c ------------------------------------------------------------- */

/* The word of that name, made when it is new and `make` says so; or NULL. */
struct sg_word *sg_word(struct tg_suggest *s, const char *language,
			struct tg_str name, enum sg_shape shape, bool make);

/* One more place of a word. */
void sg_add_place(struct tg_suggest *s, struct sg_word *word, const char *path,
		  uint32_t line, struct tg_str text);

/* A place that is no use of the tree. */
void sg_note_place(struct tg_suggest *s, struct sg_word *word, const char *path,
		   uint32_t line, struct tg_str text);

/* Runs the sure rules over a file and gives what they say of each of its lines:
 * `marks` by index of the line in the view. */
void sg_mark_lines(struct tg_suggest *s, const struct tg_file_view *view,
		   struct sg_mark *marks);

extern const char *const sg_topic_ids[SG_TOPICS];
extern const enum sg_topic sg_topic_of_kind[SG_KINDS];

/* --- suggest_choose.c -------------------------------------------------------- */

/* Keeps what is worth a person's time, the best first within its rule. */
void sg_choose(struct tg_suggest *s, unsigned min);

/* The order of rules; 0 for words that stand in one rule. */
int sg_compare_groups(const struct sg_word *x, const struct sg_word *y);

#endif
