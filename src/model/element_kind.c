#include "dfd.h"

#include "../base/words.h"

/* Whole words of a name that tell what an element is. Processes come first:
 * a "storage service" and a "user service" are programs. */
static const char *const store_words[] = {
	"database", "db", "postgres", "postgresql", "mysql", "mariadb", "sqlite",
	"oracle", "mongo", "mongodb", "redis", "memcached", "cache", "dynamo",
	"dynamodb", "cassandra", "elasticsearch", "opensearch", "s3", "bucket",
	"blob", "storage", "store", "datastore", "queue", "kafka", "rabbitmq",
	"sqs", "topic", "volume", "disk", "file", "files", "filesystem", "vault",
	"etcd", "cosmos", "cosmosdb", "firestore", "bigquery", "snowflake",
	"warehouse", "table", "tables", "logs", "backup", "backups", "registry",
	"keystore", "secrets", "minio", "nats", "zookeeper", "spreadsheet"
};

static const char *const external_words[] = {
	"browser", "user", "users", "customer", "customers", "client", "clients",
	"attacker", "admin", "administrator", "operator", "developer", "visitor",
	"actor", "person", "human", "mobile", "internet", "external", "stripe",
	"paypal", "twilio", "sendgrid", "mailgun", "auth0", "okta", "github",
	"gitlab", "google", "facebook", "apple", "slack", "third", "partner",
	"vendor", "bank", "idp", "merchant", "supplier", "journalist", "contributor"
};

static const char *const process_words[] = {
	"service", "svc", "server", "gateway", "gw", "worker", "handler", "app",
	"application", "proxy", "lambda", "function", "functions", "controller",
	"scheduler", "daemon", "process", "job", "consumer", "producer",
	"backend", "frontend", "engine", "middleware", "balancer", "alb", "nginx",
	"ingress", "runner", "agent", "bot", "cli"
};

static bool has_any(struct tg_str name, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (tg_words_has(name, words[i]))
			return true;
	}
	return false;
}

enum tg_element_kind tg_element_kind_of(struct tg_str name,
					enum tg_element_kind fallback)
{
	static const struct {
		const char *const *words;
		size_t n;
		enum tg_element_kind kind;
	} kinds[] = {
		{ process_words, sizeof(process_words) / sizeof(process_words[0]),
		  TG_ELEMENT_PROCESS },
		{ store_words, sizeof(store_words) / sizeof(store_words[0]),
		  TG_ELEMENT_STORE },
		{ external_words,
		  sizeof(external_words) / sizeof(external_words[0]),
		  TG_ELEMENT_EXTERNAL },
	};

	if (tg_words_has(name, "external") || tg_words_has(name, "browser"))
		return TG_ELEMENT_EXTERNAL;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (has_any(name, kinds[i].words, kinds[i].n))
			return kinds[i].kind;
	}
	return fallback;
}

const char *tg_element_kind_name(enum tg_element_kind kind)
{
	switch (kind) {
	case TG_ELEMENT_EXTERNAL:
		return "external";
	case TG_ELEMENT_PROCESS:
		return "process";
	case TG_ELEMENT_STORE:
		break;
	}
	return "store";
}
