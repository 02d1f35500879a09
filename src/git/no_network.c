/*
 * libgit2 without its network. Linked statically, libgit2 brings in what its
 * HTTP and SSH transports need: mbedTLS, which reads the machine's certificate
 * bundle at every start, libssh2, and some twenty shared libraries. A gate that
 * reads local objects needs none of it. These definitions stand in for the
 * archive members that would pull them in; each says "not here".
 *
 * Compiled in only where the build has found that libgit2.a can be linked so
 * (TG_STATIC_LIBGIT2); against a shared libgit2 nothing is replaced.
 */
#include <stdbool.h>
#include <stddef.h>

#include <git2.h>
#include <git2/sys/transport.h>

/* Called once at the start, so that the linker takes this file before it looks
 * into libgit2's archive. */
int tg_git_offline(void);

int tg_git_offline(void)
{
	return 0;
}

#ifdef TG_STATIC_LIBGIT2

int git_mbedtls_stream_global_init(void);
int git_mbedtls__set_cert_location(const char *file, const char *path);
int git_mbedtls_stream_new(void **out, const char *host, const char *port);
int git_mbedtls_stream_wrap(void **out, void *in, const char *host);
int git_transport_ssh_global_init(void);
int git_hash_sha256_global_init(void);
int git_hash_sha256_ctx_init(void *ctx);
void git_hash_sha256_ctx_cleanup(void *ctx);
int git_hash_sha256_init(void *ctx);
int git_hash_sha256_update(void *ctx, const void *data, size_t n);
int git_hash_sha256_final(unsigned char *out, void *ctx);
int http_parser_parse_url(const char *url, size_t n, int is_connect, void *out);
extern bool git_http__expect_continue;

bool git_http__expect_continue;

static int not_here(void)
{
	return GIT_ERROR;
}

int git_mbedtls_stream_global_init(void)
{
	return 0;
}

int git_mbedtls__set_cert_location(const char *file, const char *path)
{
	(void)file;
	(void)path;
	return not_here();
}

int git_mbedtls_stream_new(void **out, const char *host, const char *port)
{
	(void)out;
	(void)host;
	(void)port;
	return not_here();
}

int git_mbedtls_stream_wrap(void **out, void *in, const char *host)
{
	(void)out;
	(void)in;
	(void)host;
	return not_here();
}

int git_transport_ssh_global_init(void)
{
	return 0;
}

int git_transport_ssh_with_paths(git_transport **out, git_remote *owner, void *payload)
{
	(void)out;
	(void)owner;
	(void)payload;
	return not_here();
}

int git_smart_subtransport_http(git_smart_subtransport **out, git_transport *owner,
				void *param)
{
	(void)out;
	(void)owner;
	(void)param;
	return not_here();
}

int git_smart_subtransport_ssh(git_smart_subtransport **out, git_transport *owner,
			       void *param)
{
	(void)out;
	(void)owner;
	(void)param;
	return not_here();
}

/* SHA-256 comes from mbedTLS too; repositories of that format are refused. */
int git_hash_sha256_global_init(void)
{
	return 0;
}

int git_hash_sha256_ctx_init(void *ctx)
{
	(void)ctx;
	return not_here();
}

void git_hash_sha256_ctx_cleanup(void *ctx)
{
	(void)ctx;
}

int git_hash_sha256_init(void *ctx)
{
	(void)ctx;
	return not_here();
}

int git_hash_sha256_update(void *ctx, const void *data, size_t n)
{
	(void)ctx;
	(void)data;
	(void)n;
	return not_here();
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the signature is libgit2's */
int git_hash_sha256_final(unsigned char *out, void *ctx)
{
	(void)out;
	(void)ctx;
	return not_here();
}

/* Non-zero: no URL. */
int http_parser_parse_url(const char *url, size_t n, int is_connect, void *out)
{
	(void)url;
	(void)n;
	(void)is_connect;
	(void)out;
	return 1;
}

#endif
