#define _GNU_SOURCE
#include "cduckdb.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// As duckdb.h has them since DuckDB 1.0; every handle is one pointer there.
typedef uint64_t idx_t;
typedef struct {
  idx_t deprecated[3];
  void *deprecated_data[2];
  void *internal_data;
} duckdb_result;

/// A text: up to twelve bytes stand in place, longer ones elsewhere.
typedef union {
  struct {
    uint32_t length;
    char prefix[4];
    const char *bytes;
  } pointer;
  struct {
    uint32_t length;
    char bytes[12];
  } inlined;
} duckdb_text;

typedef struct {
  int (*create_config)(void **config);
  int (*set_config)(void *config, const char *name, const char *option);
  void (*destroy_config)(void **config);
  int (*open_ext)(const char *path, void **database, void *config, char **error);
  void (*free)(void *memory);
  int (*connect)(void *database, void **connection);
  void (*disconnect)(void **connection);
  void (*close)(void **database);
  int (*prepare)(void *connection, const char *query, void **statement);
  const char *(*prepare_error)(void *statement);
  void (*destroy_prepare)(void **statement);
  int (*bind_varchar)(void *statement, idx_t place, const char *text);
  int (*pending_streaming)(void *statement, void **pending);
  const char *(*pending_error)(void *pending);
  int (*execute_pending)(void *pending, duckdb_result *result);
  void (*destroy_pending)(void **pending);
  const char *(*result_error)(duckdb_result *result);
  void (*destroy_result)(duckdb_result *result);
  idx_t (*column_count)(duckdb_result *result);
  const char *(*column_name)(duckdb_result *result, idx_t column);
  void *(*fetch_chunk)(duckdb_result result);
  idx_t (*chunk_size)(void *chunk);
  void *(*chunk_vector)(void *chunk, idx_t column);
  void (*destroy_chunk)(void **chunk);
  void *(*vector_data)(void *vector);
  uint64_t *(*vector_validity)(void *vector);
} duckdb_api;

typedef struct library {
  char *path;
  duckdb_api api;
  struct library *next;
} library;

struct cduckdb_rows {
  const duckdb_api *api;
  void *database;
  void *connection;
  void *statement;
  duckdb_result result;
  bool has_result;
  void *chunk;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static library *libraries;
static _Thread_local char problem[1024];

static const char *fail(const char *what, const char *why) {
  snprintf(problem, sizeof problem, "%s%s%s", what, why ? ": " : "", why ? why : "");
  return problem;
}

/// A module that Python would load needs Python's own library: `cpython-311` in its name says which.
static void open_python(const char *path) {
  const char *tag = strstr(path, "cpython-3");
  char name[64];
  int minor = 0;
  if (!tag || sscanf(tag + 9, "%d", &minor) != 1) return;
  snprintf(name, sizeof name, "libpython3.%d.so.1.0", minor);
  dlopen(name, RTLD_LAZY | RTLD_GLOBAL);
}

static const char *find_all(void *handle, duckdb_api *api) {
#define FIND(member, name)                                                                                   \
  if (!(api->member = (__typeof__(api->member))dlsym(handle, #name)))                                        \
    return fail("the library is no DuckDB of version 1.0 or later: it has no " #name, NULL);
  FIND(create_config, duckdb_create_config)
  FIND(set_config, duckdb_set_config)
  FIND(destroy_config, duckdb_destroy_config)
  FIND(open_ext, duckdb_open_ext)
  FIND(free, duckdb_free)
  FIND(connect, duckdb_connect)
  FIND(disconnect, duckdb_disconnect)
  FIND(close, duckdb_close)
  FIND(prepare, duckdb_prepare)
  FIND(prepare_error, duckdb_prepare_error)
  FIND(destroy_prepare, duckdb_destroy_prepare)
  FIND(bind_varchar, duckdb_bind_varchar)
  FIND(pending_streaming, duckdb_pending_prepared_streaming)
  FIND(pending_error, duckdb_pending_error)
  FIND(execute_pending, duckdb_execute_pending)
  FIND(destroy_pending, duckdb_destroy_pending)
  FIND(result_error, duckdb_result_error)
  FIND(destroy_result, duckdb_destroy_result)
  FIND(column_count, duckdb_column_count)
  FIND(column_name, duckdb_column_name)
  FIND(fetch_chunk, duckdb_fetch_chunk)
  FIND(chunk_size, duckdb_data_chunk_get_size)
  FIND(chunk_vector, duckdb_data_chunk_get_vector)
  FIND(destroy_chunk, duckdb_destroy_data_chunk)
  FIND(vector_data, duckdb_vector_get_data)
  FIND(vector_validity, duckdb_vector_get_validity)
  return NULL;
}

static const char *load(const char *path, const duckdb_api **api) {
  for (library *known = libraries; known; known = known->next) {
    if (strcmp(known->path, path) == 0) {
      *api = &known->api;
      return NULL;
    }
  }
  open_python(path);
  void *handle = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
  if (!handle) return fail("the library cannot be opened", dlerror());
  library *fresh = calloc(1, sizeof *fresh);
  if (!fresh || !(fresh->path = strdup(path))) {
    free(fresh);
    return fail("there is no memory", NULL);
  }
  const char *why = find_all(handle, &fresh->api);
  if (why) {
    free(fresh->path);
    free(fresh);
    return why;
  }
  fresh->next = libraries;
  libraries = fresh;
  *api = &fresh->api;
  return NULL;
}

static const char *open_database(cduckdb_rows *rows) {
  const duckdb_api *api = rows->api;
  void *config = NULL;
  char *error = NULL;
  if (api->create_config(&config)) return fail("the library cannot be configured", NULL);
  // One thread, as the rows are wanted in order; and nothing from the network, whatever a file asks for.
  const char *const options[][2] = {{"threads", "1"},
                                    {"autoinstall_known_extensions", "false"},
                                    {"autoload_known_extensions", "false"}};
  for (size_t index = 0; index < sizeof options / sizeof *options; index++)
    api->set_config(config, options[index][0], options[index][1]);
  int code = api->open_ext(NULL, &rows->database, config, &error);
  api->destroy_config(&config);
  if (code) {
    const char *why = fail("the library cannot begin", error);
    if (error) api->free(error);
    return why;
  }
  if (api->connect(rows->database, &rows->connection)) return fail("the library cannot begin", NULL);
  return NULL;
}

static const char *read_file(cduckdb_rows *rows, const char *file) {
  const duckdb_api *api = rows->api;
  void *pending = NULL;
  // The path is a value, never part of the query.
  const char *query = "SELECT COLUMNS(*)::VARCHAR FROM read_parquet(?)";
  if (api->prepare(rows->connection, query, &rows->statement))
    return fail("the query was refused", api->prepare_error(rows->statement));
  if (api->bind_varchar(rows->statement, 1, file)) return fail("the path was refused", NULL);
  if (api->pending_streaming(rows->statement, &pending)) {
    const char *why = fail("it cannot be read", pending ? api->pending_error(pending) : NULL);
    api->destroy_pending(&pending);
    return why;
  }
  int code = api->execute_pending(pending, &rows->result);
  rows->has_result = true;
  api->destroy_pending(&pending);
  return code ? fail("it cannot be read", api->result_error(&rows->result)) : NULL;
}

const char *cduckdb_open(const char *path, const char *file, cduckdb_rows **rows) {
  const duckdb_api *api = NULL;
  pthread_mutex_lock(&lock);
  const char *why = load(path, &api);
  pthread_mutex_unlock(&lock);
  if (why) return why;
  cduckdb_rows *fresh = calloc(1, sizeof *fresh);
  if (!fresh) return fail("there is no memory", NULL);
  fresh->api = api;
  if (!(why = open_database(fresh))) why = read_file(fresh, file);
  if (why) {
    cduckdb_close(fresh);
    return why;
  }
  *rows = fresh;
  return NULL;
}

void cduckdb_close(cduckdb_rows *rows) {
  const duckdb_api *api = rows->api;
  if (rows->chunk) api->destroy_chunk(&rows->chunk);
  if (rows->has_result) api->destroy_result(&rows->result);
  if (rows->statement) api->destroy_prepare(&rows->statement);
  if (rows->connection) api->disconnect(&rows->connection);
  if (rows->database) api->close(&rows->database);
  free(rows);
}

size_t cduckdb_column_count(const cduckdb_rows *rows) {
  return rows->api->column_count((duckdb_result *)&rows->result);
}

const char *cduckdb_column_name(const cduckdb_rows *rows, size_t column) {
  return rows->api->column_name((duckdb_result *)&rows->result, column);
}

const char *cduckdb_next(cduckdb_rows *rows, size_t *count) {
  if (rows->chunk) rows->api->destroy_chunk(&rows->chunk);
  rows->chunk = rows->api->fetch_chunk(rows->result);
  *count = rows->chunk ? rows->api->chunk_size(rows->chunk) : 0;
  const char *error = rows->chunk ? NULL : rows->api->result_error(&rows->result);
  return error ? fail("it cannot be read", error) : NULL;
}

const char *cduckdb_text(const cduckdb_rows *rows, size_t column, size_t row, size_t *length) {
  void *vector = rows->api->chunk_vector(rows->chunk, column);
  const uint64_t *validity = rows->api->vector_validity(vector);
  if (validity && !(validity[row / 64] >> (row % 64) & 1)) return NULL;
  const duckdb_text *text = (const duckdb_text *)rows->api->vector_data(vector) + row;
  *length = text->inlined.length;
  return *length <= 12 ? text->inlined.bytes : text->pointer.bytes;
}
