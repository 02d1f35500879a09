/* What the parts of the publisher share. */
#ifndef TG_PUBLISHING_H
#define TG_PUBLISHING_H

#include "publish.h"

struct tg_publishing {
	const struct tg_publication *p;
	struct tg_publish_result *out;
	struct tg_arena *arena;
	bool otherwise; /* a part failed, and not for want of a permission */
};

/* The parts. Each writes nothing that stands there already. */
enum tg_published tg_publish_verdict(struct tg_publishing *pub);
enum tg_published tg_publish_comment(struct tg_publishing *pub);
enum tg_published tg_publish_review(struct tg_publishing *pub);

/* Adds a line to what people are told: "comment: HTTP 403: ...". */
void tg_publish_why(struct tg_publishing *pub, const char *part,
		    enum tg_api_result result, const char *message);

/* Written by the account whose token this is: by login and by kind. A marker
 * alone proves nothing, since anybody can write one. */
bool tg_publish_is_ours(const struct tg_publishing *pub, const json_t *user);

/* A JSON value that must exist: out of memory ends the process. */
json_t *tg_publish_json(json_t *value);

/* A JSON string of text that may hold anything. */
json_t *tg_publish_text(const struct tg_buf *text);

#endif
