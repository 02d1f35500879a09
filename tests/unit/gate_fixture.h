/* A gate with its inputs at hand: tests change what matters and judge. */
#ifndef GATE_FIXTURE_H
#define GATE_FIXTURE_H

#include "../../src/gate/gate.h"

enum { FIXTURE_MAX = 40 };

struct gate_fixture {
	struct tg_arena arena;
	struct tg_policy *policy, *head_policy;
	struct tg_signal signals[FIXTURE_MAX];
	struct tg_gate_model models[4];
	struct tg_change changes[8];
	struct tg_changeset set;
	struct tg_gate_side head;
	struct tg_gate_input in;
	struct tg_report report;
};

void gate_setup(struct gate_fixture *f);
void gate_teardown(struct gate_fixture *f);

/* Reads a policy over the base's, or as the change's own. */
void gate_policy(struct gate_fixture *f, const char *yaml);
void gate_head_policy(struct gate_fixture *f, const char *yaml);

/* Reads the description for every side that there is. */
void gate_body(struct gate_fixture *f, const char *body);

/* A signal with sane values; the caller changes what matters. */
struct tg_signal *gate_signal(struct gate_fixture *f, const char *topic,
			      enum tg_confidence confidence, const char *path,
			      uint32_t line);

/* A model at docs/threat-models/order.md that covers api/orders.py. `text` is
 * read by its lines "ID|risk|categories as STRIDE letters|mitigation", one
 * threat each; for both sides alike. */
struct tg_gate_model *gate_model(struct gate_fixture *f, const char *text);
struct tg_model *gate_read_model(struct gate_fixture *f, const char *text);

/* A changed file with one hunk. */
struct tg_change *gate_change(struct gate_fixture *f, const char *path, uint32_t line,
			      uint32_t lines);

void gate_judge(struct gate_fixture *f);

/* The first finding with that id, or NULL; how many there are. */
const struct tg_finding *gate_finding(const struct gate_fixture *f, const char *id);
size_t gate_count(const struct gate_fixture *f, const char *id);
const struct tg_topic_result *gate_topic(const struct gate_fixture *f, const char *id);

#endif
