#define _GNU_SOURCE
#include "connxruntime.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "connxruntime_api.h"

struct connx_library {
  char *path;
  const char *version;
  ort_api api;
  void *environment;
  void *allocator;
  void *memory;
  struct connx_library *next;
};

struct connx_session {
  connx_library *library;
  void *session;
  size_t input_count;
  size_t output_count;
  connx_value *inputs;
  connx_value *outputs;
  // Room for a run: what is asked for, and where it goes.
  const char **names;
  void **values;
};

static _Thread_local char problem[1024];

static const char *fail(const char *what, const char *why) {
  snprintf(problem, sizeof problem, "%s%s%s", what, why && *why ? ": " : "", why ? why : "");
  return problem;
}

// NULL for success, else the message of a status, which is released.
static const char *take(const connx_library *library, void *status) {
  if (!status) return NULL;
  fail("ONNX Runtime", library->api.get_error_message(status));
  library->api.release_status(status);
  return problem;
}

// MARK: - The library

static void no_log(void *context, int severity, const char *category, const char *log_id, const char *place,
                   const char *message) {
  (void)context, (void)severity, (void)category, (void)log_id, (void)place, (void)message;
}

static const char *make_environment(connx_library *library) {
  ort_api *api = &library->api;
  const char *why = take(library, api->create_env_with_custom_logger(no_log, NULL, LOG_FATAL, "sluice",
                                                                     &library->environment));
  if (!why) why = take(library, api->disable_telemetry_events(library->environment));
  if (!why) why = take(library, api->get_allocator_with_default_options(&library->allocator));
  if (!why) why = take(library, api->create_cpu_memory_info(ALLOCATOR_ARENA, MEMORY_DEFAULT, &library->memory));
  return why;
}

static const char *find_functions(connx_library *library, void *handle) {
  const ort_api_base *(*get_base)(void) = (const ort_api_base *(*)(void))dlsym(handle, "OrtGetApiBase");
  const ort_api_base *base = get_base ? get_base() : NULL;
  if (!base) return fail("this is no ONNX Runtime library", library->path);

  library->version = base->get_version_string();
  int major = 0, minor = 0;
  if (sscanf(library->version, "%d.%d", &major, &minor) != 2 || major != 1)
    return fail("this version of ONNX Runtime is not known; 1.14 or a later 1.x is needed", library->version);
  if (minor < API_VERSION) return fail("ONNX Runtime is too old; 1.14 or later is needed", library->version);

  void *const *table = base->get_api(API_VERSION);
  if (!table) return fail("ONNX Runtime has no interface of version 14", library->version);
#define FIND_ENTRY(number, name, result, parameters)                                                         \
  if (!(library->api.name = (result(*) parameters)table[number]))                                            \
    return fail("ONNX Runtime lacks a function", #name);
  EACH_ENTRY(FIND_ENTRY)
  return make_environment(library);
}

static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;
static connx_library *opened;

static const char *open_library(const char *path, connx_library **result) {
  for (connx_library *known = opened; known; known = known->next) {
    if (strcmp(known->path, path)) continue;
    *result = known;
    return NULL;
  }
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return fail("the library cannot be opened", dlerror());
  connx_library *library = calloc(1, sizeof *library);
  if (!library || !(library->path = strdup(path))) {
    free(library);
    return fail("there is no memory for a library", NULL);
  }
  const char *why = find_functions(library, handle);
  if (why) {
    // Closing a library whose constructors started threads is not safe; it stays, and is not used.
    free(library->path);
    free(library);
    return why;
  }
  library->next = opened;
  *result = opened = library;
  return NULL;
}

const char *connx_open(const char *path, connx_library **library) {
  pthread_mutex_lock(&opening);
  const char *why = open_library(path, library);
  pthread_mutex_unlock(&opening);
  return why;
}

const char *connx_version(const connx_library *library) { return library->version; }

// MARK: - A model

static const char *read_shape(const connx_library *library, const void *tensor, connx_value *value) {
  const ort_api *api = &library->api;
  size_t rank = 0;
  int element = 0;
  const char *why = take(library, api->get_tensor_element_type(tensor, &element));
  if (!why) why = take(library, api->get_dimensions_count(tensor, &rank));
  if (why) return why;
  value->is_tensor = 1;
  value->element = element;
  value->rank = rank > CONNX_MOST_DIMENSIONS ? -1 : (int32_t)rank;
  return value->rank > 0 ? take(library, api->get_dimensions(tensor, value->dimensions, rank)) : NULL;
}

static const char *read_value(connx_session *session, int is_input, size_t index, connx_value *value) {
  const connx_library *library = session->library;
  const ort_api *api = &library->api;
  char *name = NULL;
  void *info = NULL;
  const void *tensor = NULL;
  int type = 0;
  const char *why = take(
      library, is_input ? api->session_get_input_name(session->session, index, library->allocator, &name)
                        : api->session_get_output_name(session->session, index, library->allocator, &name));
  if (why) return why;
  value->name = strdup(name);
  take(library, api->allocator_free(library->allocator, name));
  if (!value->name) return fail("there is no memory for a name", NULL);

  why = take(library, is_input ? api->session_get_input_type_info(session->session, index, &info)
                               : api->session_get_output_type_info(session->session, index, &info));
  if (!why) why = take(library, api->get_onnx_type_from_type_info(info, &type));
  if (!why && type == TYPE_TENSOR) why = take(library, api->cast_type_info_to_tensor_info(info, &tensor));
  if (!why && tensor) why = read_shape(library, tensor, value);
  if (info) api->release_type_info(info);
  return why;
}

static const char *read_values(connx_session *session) {
  const connx_library *library = session->library;
  const char *why =
      take(library, library->api.session_get_input_count(session->session, &session->input_count));
  if (!why) why = take(library, library->api.session_get_output_count(session->session, &session->output_count));
  if (why) return why;
  session->inputs = calloc(session->input_count + 1, sizeof *session->inputs);
  session->outputs = calloc(session->output_count + 1, sizeof *session->outputs);
  session->names = calloc(session->output_count + 1, sizeof *session->names);
  session->values = calloc(session->output_count + 1, sizeof *session->values);
  if (!session->inputs || !session->outputs || !session->names || !session->values)
    return fail("there is no memory for the inputs and outputs", NULL);
  for (size_t index = 0; !why && index < session->input_count; index++)
    why = read_value(session, 1, index, &session->inputs[index]);
  for (size_t index = 0; !why && index < session->output_count; index++)
    why = read_value(session, 0, index, &session->outputs[index]);
  return why;
}

// One thread and a fixed order, so that equal inputs give equal bits.
static const char *set_options(const connx_library *library, void *options) {
  const ort_api *api = &library->api;
  const char *why = take(library, api->set_intra_op_num_threads(options, 1));
  if (!why) why = take(library, api->set_inter_op_num_threads(options, 1));
  if (!why) why = take(library, api->set_session_execution_mode(options, EXECUTION_SEQUENTIAL));
  if (!why) why = take(library, api->set_session_graph_optimization_level(options, OPTIMIZE_EXTENDED));
  if (!why) why = take(library, api->set_session_log_severity_level(options, LOG_FATAL));
  return why;
}

const char *connx_load(connx_library *library, const void *bytes, size_t count, connx_session **result) {
  void *options = NULL;
  connx_session *session = calloc(1, sizeof *session);
  if (!session) return fail("there is no memory for a model", NULL);
  session->library = library;
  const char *why = take(library, library->api.create_session_options(&options));
  if (!why) why = set_options(library, options);
  if (!why)
    why = take(library, library->api.create_session_from_array(library->environment, bytes, count, options,
                                                               &session->session));
  if (options) library->api.release_session_options(options);
  if (!why) why = read_values(session);
  if (why) {
    connx_unload(session);
    return why;
  }
  *result = session;
  return NULL;
}

void connx_unload(connx_session *session) {
  for (size_t index = 0; session->inputs && index < session->input_count; index++)
    free((char *)session->inputs[index].name);
  for (size_t index = 0; session->outputs && index < session->output_count; index++)
    free((char *)session->outputs[index].name);
  free(session->inputs);
  free(session->outputs);
  free(session->names);
  free(session->values);
  if (session->session) session->library->api.release_session(session->session);
  free(session);
}

size_t connx_input_count(const connx_session *session) { return session->input_count; }
size_t connx_output_count(const connx_session *session) { return session->output_count; }
const connx_value *connx_input(const connx_session *session, size_t index) { return &session->inputs[index]; }
const connx_value *connx_output(const connx_session *session, size_t index) { return &session->outputs[index]; }

// MARK: - Running

const char *connx_lay(connx_session *session, void *numbers, int32_t element, const int64_t *dimensions,
                      int32_t rank, connx_tensor **tensor) {
  const connx_library *library = session->library;
  size_t bytes = element == CONNX_DOUBLE ? sizeof(double) : sizeof(float);
  for (int32_t index = 0; index < rank; index++) bytes *= (size_t)dimensions[index];
  return take(library, library->api.create_tensor_with_data(library->memory, numbers, bytes, dimensions,
                                                            (size_t)rank, element, (void **)tensor));
}

void connx_lift(connx_session *session, connx_tensor *tensor) { session->library->api.release_value(tensor); }

const char *connx_run(connx_session *session, connx_tensor *input, const size_t *outputs,
                      connx_tensor *const *tensors, size_t output_count) {
  const connx_library *library = session->library;
  for (size_t index = 0; index < output_count; index++) {
    session->names[index] = session->outputs[outputs[index]].name;
    session->values[index] = tensors[index];
  }
  const char *input_name = session->inputs[0].name;
  const void *input_value = input;
  return take(library, library->api.run(session->session, NULL, &input_name, &input_value, 1, session->names,
                                        output_count, session->values));
}

const char *connx_shape(connx_session *session, connx_tensor *input, size_t output, connx_value *shape) {
  const connx_library *library = session->library;
  const char *input_name = session->inputs[0].name, *output_name = session->outputs[output].name;
  const void *input_value = input;
  void *value = NULL, *tensor = NULL;
  int is_tensor = 0;
  memset(shape, 0, sizeof *shape);
  shape->name = output_name;
  const char *why = take(library, library->api.run(session->session, NULL, &input_name, &input_value, 1,
                                                   &output_name, 1, &value));
  if (!why) why = take(library, library->api.is_tensor(value, &is_tensor));
  if (!why && is_tensor) why = take(library, library->api.get_tensor_type_and_shape(value, &tensor));
  if (!why && tensor) why = read_shape(library, tensor, shape);
  if (tensor) library->api.release_tensor_type_and_shape_info(tensor);
  if (value) library->api.release_value(value);
  return why;
}
