#include "scout.h"

#include "../base/words.h"
#include "../deps/deps.h"
#include "scouting.h"

#include <string.h>

/* What a package, an image or the scheme of an address is a client of. */
static const struct {
	const char *word; /* a whole word of the name, lower case */
	const char *name;
	enum tg_element_kind kind;
	bool outside;
} known[] = {
	{ "postgres", "PostgreSQL", TG_ELEMENT_STORE, false },
	{ "postgresql", "PostgreSQL", TG_ELEMENT_STORE, false },
	{ "psycopg", "PostgreSQL", TG_ELEMENT_STORE, false },
	{ "psycopg2", "PostgreSQL", TG_ELEMENT_STORE, false },
	{ "asyncpg", "PostgreSQL", TG_ELEMENT_STORE, false },
	{ "pg", "PostgreSQL", TG_ELEMENT_STORE, false },
	{ "pgx", "PostgreSQL", TG_ELEMENT_STORE, false },
	{ "mysql", "MySQL", TG_ELEMENT_STORE, false },
	{ "mysql2", "MySQL", TG_ELEMENT_STORE, false },
	{ "mariadb", "MariaDB", TG_ELEMENT_STORE, false },
	{ "sqlite", "SQLite", TG_ELEMENT_STORE, false },
	{ "sqlite3", "SQLite", TG_ELEMENT_STORE, false },
	{ "mongo", "MongoDB", TG_ELEMENT_STORE, false },
	{ "mongodb", "MongoDB", TG_ELEMENT_STORE, false },
	{ "mongoose", "MongoDB", TG_ELEMENT_STORE, false },
	{ "pymongo", "MongoDB", TG_ELEMENT_STORE, false },
	{ "redis", "Redis", TG_ELEMENT_STORE, false },
	{ "ioredis", "Redis", TG_ELEMENT_STORE, false },
	{ "valkey", "Valkey", TG_ELEMENT_STORE, false },
	{ "memcached", "Memcached", TG_ELEMENT_STORE, false },
	{ "elasticsearch", "Elasticsearch", TG_ELEMENT_STORE, false },
	{ "opensearch", "OpenSearch", TG_ELEMENT_STORE, false },
	{ "kafka", "Kafka", TG_ELEMENT_STORE, false },
	{ "kafkajs", "Kafka", TG_ELEMENT_STORE, false },
	{ "rabbitmq", "RabbitMQ", TG_ELEMENT_STORE, false },
	{ "amqp", "RabbitMQ", TG_ELEMENT_STORE, false },
	{ "amqplib", "RabbitMQ", TG_ELEMENT_STORE, false },
	{ "nats", "NATS", TG_ELEMENT_STORE, false },
	{ "cassandra", "Cassandra", TG_ELEMENT_STORE, false },
	{ "minio", "MinIO", TG_ELEMENT_STORE, false },
	{ "dynamodb", "DynamoDB", TG_ELEMENT_STORE, true },
	{ "s3", "S3", TG_ELEMENT_STORE, true },
	{ "stripe", "Stripe", TG_ELEMENT_EXTERNAL, true },
	{ "paypal", "PayPal", TG_ELEMENT_EXTERNAL, true },
	{ "braintree", "Braintree", TG_ELEMENT_EXTERNAL, true },
	{ "twilio", "Twilio", TG_ELEMENT_EXTERNAL, true },
	{ "sendgrid", "SendGrid", TG_ELEMENT_EXTERNAL, true },
	{ "mailgun", "Mailgun", TG_ELEMENT_EXTERNAL, true },
	{ "nodemailer", "Mail server", TG_ELEMENT_EXTERNAL, true },
	{ "smtp", "Mail server", TG_ELEMENT_EXTERNAL, true },
	{ "auth0", "Auth0", TG_ELEMENT_EXTERNAL, true },
	{ "okta", "Okta", TG_ELEMENT_EXTERNAL, true },
	{ "openai", "OpenAI", TG_ELEMENT_EXTERNAL, true },
	{ "anthropic", "Anthropic", TG_ELEMENT_EXTERNAL, true },
	{ "slack", "Slack", TG_ELEMENT_EXTERNAL, true },
	{ "octokit", "GitHub", TG_ELEMENT_EXTERNAL, true },
	{ "boto3", "AWS", TG_ELEMENT_EXTERNAL, true },
	{ "sentry", "Sentry", TG_ELEMENT_EXTERNAL, true },
};

/* Images and gateways that let the network in. */
static const char *const doors[] = { "nginx", "traefik", "haproxy", "envoy", "caddy",
				     "kong" };

void tg_scout_init(struct tg_scout *scout, struct tg_arena *arena)
{
	memset(scout, 0, sizeof(*scout));
	scout->arena = arena;
	tg_map_init(&scout->seen, arena);
}

static struct tg_str base_name(const char *path)
{
	struct tg_str s = tg_str(path);
	size_t slash = tg_str_rchr(s, '/');

	return slash == SIZE_MAX ? s : tg_str_from(s, slash + 1);
}

static const char *folder_of(struct tg_scout *scout, const char *path)
{
	size_t slash = tg_str_rchr(tg_str(path), '/');

	return slash == SIZE_MAX ? "" : tg_arena_strndup(scout->arena, path, slash);
}

const char *tg_scout_add(struct tg_scout *scout, const char *name,
			 enum tg_element_kind kind, bool outside, const char *path)
{
	struct tg_scouted *e;

	if (tg_map_get(&scout->seen, tg_str(name)))
		return name;
	if (scout->elements.n >= TG_SCOUT_MAX)
		return NULL;
	e = TG_VEC_PUSH(scout->arena, &scout->elements);
	*e = (struct tg_scouted){ tg_arena_dup(scout->arena, name), kind,
				  tg_arena_dup(scout->arena, path), outside };
	tg_map_set(&scout->seen, tg_str(e->name), scout);
	return e->name;
}

void tg_scout_connect(struct tg_scout *scout, const char *from, const char *to)
{
	struct tg_flow *f;

	if (!from || !to || strcmp(from, to) == 0)
		return;
	for (size_t i = 0; i < scout->flows.n; i++) {
		if (strcmp(scout->flows.items[i].from, from) == 0 &&
		    strcmp(scout->flows.items[i].to, to) == 0)
			return;
	}
	f = TG_VEC_PUSH(scout->arena, &scout->flows);
	f->from = tg_arena_dup(scout->arena, from);
	f->to = tg_arena_dup(scout->arena, to);
	f->label = "";
}

const char *tg_scout_recognise(struct tg_scout *scout, const char *name,
			       const char *path)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (tg_words_has(tg_str(name), known[i].word))
			return tg_scout_add(scout, known[i].name, known[i].kind,
				   known[i].outside, path);
	}
	return NULL;
}

bool tg_scout_is_door(const char *name)
{
	for (size_t i = 0; i < sizeof(doors) / sizeof(doors[0]); i++) {
		if (tg_words_has(tg_str(name), doors[i]))
			return true;
	}
	return false;
}

void tg_scout_open_door(struct tg_scout *scout, const char *service, const char *path)
{
	if (scout->entrance)
		return;
	scout->entrance = tg_arena_dup(scout->arena, path);
	scout->entered = service;
}

/* --- manifests ---------------------------------------------------------------- */

static const char *service_of(struct tg_scout *scout, const char *path)
{
	const char *folder = folder_of(scout, path);
	struct tg_str name = base_name(folder);

	if (!*folder) {
		scout->whole = true;
		return tg_scout_add(scout, "Application", TG_ELEMENT_PROCESS, false, path);
	}
	if (!tg_map_get(&scout->seen, name))
		*TG_VEC_PUSH(scout->arena, &scout->folders) = folder;
	return tg_scout_add(scout, tg_arena_dup_str(scout->arena, name),
			    TG_ELEMENT_PROCESS, false, path);
}

/* Folders whose parts are put into programs and do not run themselves. */
static bool holds_libraries(struct tg_str folder)
{
	static const char *const names[] = { "packages", "libs", "crates", "modules",
					     "pkg", "internal", "shared", "common" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (tg_str_iis(folder, names[i]))
			return true;
	}
	return false;
}

/* What is built in, not run: a part of a workspace that nothing starts, or the
 * list of such parts. */
static bool is_library(struct tg_scout *scout, const char *path, struct tg_str text)
{
	const char *folder = folder_of(scout, path);

	if (!*folder)
		return tg_str_find(text, TG_STR("\"workspaces\"")) != SIZE_MAX;
	return holds_libraries(base_name(folder_of(scout, folder))) &&
	       tg_str_find(text, TG_STR("\"start\"")) == SIZE_MAX &&
	       tg_str_find(text, TG_STR("[[bin]]")) == SIZE_MAX;
}

/* Settings of tools, pictures, tests: no code to ask questions of. */
static bool is_tooling(const char *folder)
{
	static const char *const words[] = { "config", "tests", "test", "lint", "eslint",
					     "assets", "tsconfig", "prettier", "fixtures" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (tg_words_has(base_name(folder), words[i]))
			return true;
	}
	return false;
}

/* NULL for a library: what it calls is still somebody whom the system calls. */
static const char *caller_of(struct tg_scout *scout, const char *path,
			     struct tg_str text)
{
	const char *folder = folder_of(scout, path);

	if (!is_library(scout, path, text))
		return service_of(scout, path);
	for (size_t i = 0; i < scout->folders.n; i++) {
		if (strcmp(scout->folders.items[i], folder) == 0)
			return NULL;
	}
	if (*folder && !is_tooling(folder))
		*TG_VEC_PUSH(scout->arena, &scout->folders) = folder;
	return NULL;
}

static void look_at_manifest(struct tg_scout *scout, const char *path,
			     struct tg_str text)
{
	struct tg_dependency *deps;
	struct tg_err ignored;
	const char *service;
	size_t n;

	/* a module that is called setup.py builds nothing */
	if (tg_deps_read(&deps, &n, path, text, scout->arena, &ignored) != TG_OK ||
	    (n == 0 && tg_str_is(base_name(path), "setup.py")))
		return;
	service = caller_of(scout, path, text);
	for (size_t i = 0; i < n; i++) {
		if (deps[i].kind == TG_DEP_PACKAGE && deps[i].direct && !deps[i].dev)
			tg_scout_connect(scout, service,
				tg_scout_recognise(scout, deps[i].name, path));
	}
}

/* --- files ---------------------------------------------------------------------------- */

static bool is_yaml(const char *path)
{
	return tg_str_iends(tg_str(path), ".yml") || tg_str_iends(tg_str(path), ".yaml");
}

static bool is_config(const char *path)
{
	struct tg_str name = base_name(path);

	return tg_str_istarts(name, ".env") || tg_str_istarts(name, "settings.") ||
	       tg_str_istarts(name, "config.") || tg_str_iends(name, ".ini") ||
	       tg_str_iends(name, ".conf") || tg_str_iends(name, ".properties") ||
	       tg_str_istarts(name, "appsettings") || tg_str_iends(name, ".tfvars") ||
	       (tg_str_istarts(name, "application") && is_yaml(path)); /* Spring */
}

/* Things of the project's own making: tests, examples, workflows, packages. */
static bool is_aside(const char *path)
{
	static const char *const folders[] = { "test", "tests", "node_modules", "vendor",
					       ".github", "fixtures", "testdata",
					       "docs", "examples", "example", "third" };
	struct tg_str rest = tg_str(path), part;

	while (tg_str_split(&rest, '/', &part)) {
		for (size_t i = 0; rest.n && i < sizeof(folders) / sizeof(folders[0]);
		     i++) {
			if (tg_str_iis(part, folders[i]))
				return true;
		}
	}
	return false;
}

bool tg_scout_wants(const char *path)
{
	if (is_aside(path))
		return false;
	return is_yaml(path) || is_config(path) ||
	       (tg_deps_is_manifest(path) && !tg_deps_is_lock(path));
}

/* A recipe of an image and the settings of a package manager are manifests, too,
 * and name no program. */
static bool says_who_runs(const char *path)
{
	struct tg_str name = base_name(path);

	return !tg_str_istarts(name, "Dockerfile") && !tg_str_iends(name, "Dockerfile") &&
	       !tg_str_starts(name, ".");
}

void tg_scout_look(struct tg_scout *scout, const char *path, struct tg_str text)
{
	bool manifest = tg_deps_is_manifest(path) && !tg_deps_is_lock(path);

	if (is_yaml(path))
		tg_scout_services(scout, path, text);
	else if (manifest && says_who_runs(path))
		look_at_manifest(scout, path, text);
	if (is_config(path))
		tg_scout_addresses(scout, path, text);
	if (is_config(path) && tg_scout_is_door(path))
		tg_scout_open_door(scout,
			  tg_scout_add(scout, "Gateway", TG_ELEMENT_PROCESS, false, path),
			  path);
}
