#include "publishing.h"

#include "../base/arena.h"
#include "../base/utf8.h"
#include "../report/json_text.h"

#include <string.h>

json_t *tg_publish_json(json_t *value)
{
	if (!value)
		tg_out_of_memory();
	return value;
}

json_t *tg_publish_text(const struct tg_buf *text)
{
	return tg_publish_json(tg_json_text(text->ptr ? text->ptr : ""));
}

void tg_publish_why(struct tg_publishing *pub, const char *part,
		    enum tg_api_result result, const char *message)
{
	pub->otherwise = pub->otherwise || result != TG_API_FORBIDDEN;
	char *why = pub->out->why;
	size_t used = strlen(why), room = sizeof(pub->out->why) - used;
	struct tg_str cut = tg_utf8_cut(tg_str(message), 300);

	if (room > strlen(part) + cut.n + 4)
		(void)snprintf(why + used, room, "%s%s: %.*s", used ? "\n" : "", part,
			 (int)cut.n, cut.p);
}

bool tg_publish_is_ours(const struct tg_publishing *pub, const json_t *user)
{
	const char *login = pub->p->action->login;
	bool bot = tg_str_ends(tg_str(login), "[bot]");

	return tg_str_iis(tg_str(tg_api_text(user, "login")), login) &&
	       strcmp(tg_api_text(user, "type"), bot ? "Bot" : "User") == 0;
}

/* A fork's token may only read: that is nobody's fault, and one line says it. */
static void say_fork(struct tg_publishing *pub)
{
	(void)snprintf(pub->out->why, sizeof(pub->out->why), "%s",
		       "not published on the pull request: it comes from a fork, whose "
		       "token may only read. The verdict stands in this log, its "
		       "annotations and the job summary.");
}

void tg_publish(struct tg_publish_result *out, const struct tg_publication *p,
		struct tg_arena *arena)
{
	struct tg_publishing pub = { .p = p, .out = out, .arena = arena };
	bool comments = p->number && p->report->verdict != TG_VERDICT_ERROR;
	bool refused;

	memset(out, 0, sizeof(*out));
	out->comment = out->review = TG_NOT_WANTED;
	out->verdict = tg_publish_verdict(&pub);
	refused = out->verdict == TG_NOT_PUBLISHED && !pub.otherwise;
	if (refused && p->fork_token) {
		say_fork(&pub);
		return;
	}
	if (comments)
		out->comment = tg_publish_comment(&pub);
	/* Whoever may not write the one may not write the other. */
	refused = out->comment == TG_NOT_PUBLISHED && !pub.otherwise;
	if (comments && !refused)
		out->review = tg_publish_review(&pub);
}
