/* The functions of libcurl that http.c uses: X(name in libcurl, result,
 * parameters). They are looked up when the first request is made. */
#ifndef TG_CURL_TABLE_H
#define TG_CURL_TABLE_H

#define TG_CURL_FUNCTIONS(X)                                                  \
	X(global_init, CURLcode, (long))                                      \
	X(easy_init, CURL *, (void))                                          \
	X(easy_cleanup, void, (CURL *))                                       \
	X(easy_reset, void, (CURL *))                                         \
	X(easy_setopt, CURLcode, (CURL *, CURLoption, ...))                   \
	X(easy_perform, CURLcode, (CURL *))                                   \
	X(easy_getinfo, CURLcode, (CURL *, CURLINFO, ...))                    \
	X(easy_strerror, const char *, (CURLcode))                            \
	X(slist_append, struct curl_slist *, (struct curl_slist *, const char *)) \
	X(slist_free_all, void, (struct curl_slist *))                        \
	X(getdate, time_t, (const char *, const time_t *))

#endif
