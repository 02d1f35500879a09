/* What runs, by compose files and Kubernetes objects. */
#include "scouting.h"

#include "../markup/yaml.h"
#include "dfd.h"

#include <string.h>

/* What a service of the file is called in the drawing: by what its image is
 * known for ("database" is PostgreSQL), or NULL. */
static const char *known_as(struct tg_scout *scout, const struct tg_tree *services,
			    const char *name, const char *path)
{
	const struct tg_tree *service = tg_tree_get(services, name);
	const char *image = tg_tree_get_text(service, "image", "");
	const char *by_name = tg_scout_recognise(scout, name, path);

	if (by_name || !*image || tg_tree_get(service, "build"))
		return by_name;
	return tg_scout_recognise(scout, image, path);
}

/* The element that a service is: by its image, else by its own name. */
static const char *element_of(struct tg_scout *scout, const struct tg_tree *service,
			      const char *image, const char *path)
{
	const char *by_image = *image && !tg_tree_get(service, "build")
				       ? tg_scout_recognise(scout, image, path) : NULL;

	if (by_image)
		return by_image;
	return tg_scout_add(scout, service->key,
			    tg_element_kind_of(tg_str(service->key), TG_ELEMENT_PROCESS) ==
					    TG_ELEMENT_STORE
				    ? TG_ELEMENT_STORE : TG_ELEMENT_PROCESS, false, path);
}

static void look_at_service(struct tg_scout *scout, const struct tg_tree *services,
			    const struct tg_tree *service, const char *path)
{
	const char *image = tg_tree_get_text(service, "image", "");
	const struct tg_tree *needs = tg_tree_get(service, "depends_on");

	if (!service->key)
		return;
	const char *own = element_of(scout, service, image, path);

	if (tg_tree_get(service, "ports") &&
	    (tg_scout_is_door(image) || !tg_scout_recognise(scout, image, path)))
		tg_scout_open_door(scout, own, path);
	for (size_t i = 0; i < tg_tree_count(needs); i++) {
		const struct tg_tree *need = needs->items[i];
		const char *name = need->key ? need->key : tg_tree_text(need, "");
		const char *store = known_as(scout, services, name, path);

		if (*name)
			tg_scout_connect(scout, own,
				store ? store
				      : tg_scout_add(scout, name, TG_ELEMENT_PROCESS,
						     false, path));
	}
}

static void look_at_container(struct tg_scout *scout, const struct tg_tree *object,
			      const char *name, const char *path)
{
	const struct tg_tree *spec = tg_tree_get(tg_tree_get(tg_tree_get(
		tg_tree_get(object, "spec"), "template"), "spec"), "containers");
	const char *image = tg_tree_get_text(tg_tree_at(spec, 0), "image", "");

	if (!*image || !tg_scout_recognise(scout, image, path))
		tg_scout_add(scout, name, TG_ELEMENT_PROCESS, false, path);
}

/* True for an object whose values a program is given. */
static bool look_at_object(struct tg_scout *scout, const struct tg_tree *object,
			   const char *path)
{
	static const char *const workloads[] = { "Deployment", "StatefulSet",
						 "DaemonSet", "CronJob", "Job" };
	const char *kind = tg_tree_get_text(object, "kind", "");
	const char *name = tg_tree_get_text(tg_tree_get(object, "metadata"), "name", "");
	const char *type = tg_tree_get_text(tg_tree_get(object, "spec"), "type", "");
	bool values = strcmp(kind, "ConfigMap") == 0;

	for (size_t i = 0; *name && i < sizeof(workloads) / sizeof(workloads[0]); i++) {
		if (strcmp(kind, workloads[i]) != 0)
			continue;
		look_at_container(scout, object, name, path);
		values = true;
	}
	if (strcmp(kind, "Ingress") == 0 || strcmp(kind, "Gateway") == 0 ||
	    (strcmp(kind, "Service") == 0 && strcmp(type, "LoadBalancer") == 0))
		tg_scout_open_door(scout, NULL, path);
	return values;
}

void tg_scout_services(struct tg_scout *scout, const char *path, struct tg_str text)
{
	struct tg_tree **documents;
	struct tg_err ignored;
	bool values = false; /* of an environment: they name who is called */
	size_t n;

	if (tg_yaml_read_all(&documents, &n, scout->arena, text, path, &ignored) !=
	    TG_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		const struct tg_tree *services = tg_tree_get(documents[i], "services");

		for (size_t k = 0; tg_tree_is(services, TG_TREE_MAP) && k < services->n; k++)
			look_at_service(scout, services, services->items[k], path);
		values = values || tg_tree_is(services, TG_TREE_MAP);
		if (tg_tree_get(documents[i], "apiVersion"))
			values = look_at_object(scout, documents[i], path) || values;
	}
	if (values)
		tg_scout_addresses(scout, path, text);
}
