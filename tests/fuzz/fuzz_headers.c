/* Headers of an answer, one a line; each line is also tried as a URL. */
#include "../../src/github/http_headers.h"
#include "fuzz.h"

#include <string.h>

void fuzz_headers(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_http_response response = { 0 };
	struct tg_str line;

	tg_http_headers_clear(&response);
	while (tg_str_split(&input, '\n', &line)) {
		const char *text = tg_arena_dup_str(&arena, line);

		tg_http_take_header(&response, line);
		fuzz_expect(memchr(response.next, '\0', sizeof(response.next)));
		fuzz_expect(response.retry_after_s >= -1 && response.retry_after_s <= 86400);
		if (tg_http_is_url(text))
			fuzz_expect(tg_http_same_origin(text, text));
		fuzz_expect(!tg_http_same_origin(text, "https://api.example.org") ||
			    strncasecmp(text, "https://api.example.org", 23) == 0);
	}
	tg_arena_release(&arena);
}
