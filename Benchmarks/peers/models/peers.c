// The libraries that are compared, each through its C entry points: rows in batches, one thread, loops in C.
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "connxruntime.h"

typedef struct peer {
  void (*run)(struct peer *, const double *, const float *, int count, int batch, double *out);
  void *entry, *handle, *fast;
  int features, batch;
  float *numbers, *results;
  connx_session *session;
  connx_tensor *input, *output;
} peer;

static void *symbol(const char *library, const char *name) {
  void *opened = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!opened) fprintf(stderr, "%s\n", dlerror());
  void *found = opened ? dlsym(opened, name) : NULL;
  if (!found) fprintf(stderr, "%s: no %s\n", library, name);
  return found;
}

// LightGBM: raw scores (1) of doubles (1).
typedef int (*lgbm_fast)(void *, const void *, int64_t *, double *);
typedef int (*lgbm_mat)(void *, const void *, int, int32_t, int32_t, int, int, int, int, const char *, int64_t *, double *);
static void run_lightgbm(peer *p, const double *rows, const float *singles, int count, int batch, double *out) {
  (void)singles;
  int64_t length;
  if (batch == 1) {
    for (int n = 0; n < count; n++) ((lgbm_fast)p->fast)(p->input, rows + (size_t)n * p->features, &length, out + n);
    return;
  }
  for (int n = 0; n < count; n += batch)
    ((lgbm_mat)p->entry)(p->handle, rows + (size_t)n * p->features, 1, batch, p->features, 1, 1, 0, -1, "num_threads=1",
                         &length, out + n);
}

static int open_lightgbm(peer *p, const char *library, const char *model) {
  int iterations;
  int (*create)(const char *, int *, void **) = symbol(library, "LGBM_BoosterCreateFromModelfile");
  int (*begin)(void *, int, int, int, int, int32_t, const char *, void **) =
      symbol(library, "LGBM_BoosterPredictForMatSingleRowFastInit");
  p->fast = symbol(library, "LGBM_BoosterPredictForMatSingleRowFast");
  p->entry = symbol(library, "LGBM_BoosterPredictForMat");
  p->run = run_lightgbm;
  return create && begin && p->fast && p->entry && !create(model, &iterations, &p->handle) &&
         !begin(p->handle, 1, 0, -1, 1, p->features, "num_threads=1", (void **)&p->input);
}

// A forest that lleaves has compiled, linked as a library.
static void run_lleaves(peer *p, const double *rows, const float *singles, int count, int batch, double *out) {
  (void)singles;
  void (*root)(const double *, double *, int, int) = p->entry;
  for (int n = 0; n < count; n += batch) root(rows + (size_t)n * p->features, out + n, 0, batch);
}

// A forest as C, by treelite's tl2cgen: a missing value is an entry of its own.
static void run_tl2cgen(peer *p, const double *rows, const float *singles, int count, int batch, double *out) {
  (void)singles, (void)batch;
  void (*predict)(void *, int, double *) = p->entry;
  union entry { int missing; double value; } row[256];
  for (int n = 0; n < count; n++) {
    const double *from = rows + (size_t)n * p->features;
    for (int f = 0; f < p->features; f++) {
      row[f].value = from[f];
      if (from[f] != from[f]) row[f].missing = -1;
    }
    out[n] = 0;
    predict(row, 1, out + n);
  }
}

// A model as C++, by CatBoost itself: rows of floats, one by one.
static void run_catboost(peer *p, const double *rows, const float *singles, int count, int batch, double *out) {
  (void)rows, (void)batch;
  double (*apply)(const float *, int) = p->entry;
  for (int n = 0; n < count; n++) out[n] = apply(singles + (size_t)n * p->features, p->features);
}

// XGBoost: margins of floats.
static void run_xgboost(peer *p, const double *rows, const float *singles, int count, int batch, double *out) {
  (void)rows;
  int (*predict)(void *, const char *, const char *, void *, const uint64_t **, uint64_t *, const float **) = p->entry;
  for (int n = 0; n < count; n += batch) {
    char array[200];
    const uint64_t *shape;
    uint64_t dimensions;
    const float *results;
    snprintf(array, sizeof array, "{\"data\":[%llu,true],\"shape\":[%d,%d],\"typestr\":\"<f4\",\"version\":3}",
             (unsigned long long)(uintptr_t)(singles + (size_t)n * p->features), batch, p->features);
    predict(p->handle, array,
            "{\"type\":1,\"training\":false,\"iteration_begin\":0,\"iteration_end\":0,\"strict_shape\":false,"
            "\"missing\":NaN,\"cache_id\":0}",
            NULL, &shape, &dimensions, &results);
    for (int row = 0; row < batch; row++) out[n + row] = results[row];
  }
}

static int open_xgboost(peer *p, const char *library, const char *model) {
  int (*create)(void *, uint64_t, void **) = symbol(library, "XGBoosterCreate");
  int (*load)(void *, const char *) = symbol(library, "XGBoosterLoadModel");
  int (*set)(void *, const char *, const char *) = symbol(library, "XGBoosterSetParam");
  p->entry = symbol(library, "XGBoosterPredictFromDense");
  p->run = run_xgboost;
  return create && load && set && p->entry && !create(NULL, 0, &p->handle) && !load(p->handle, model) &&
         !set(p->handle, "nthread", "1");
}

// ONNX Runtime, one thread, over memory that is laid out once for a size of batches.
static void run_onnx(peer *p, const double *rows, const float *singles, int count, int batch, double *out) {
  (void)rows;
  if (p->batch != batch) {
    int64_t in[2] = {batch, p->features}, result[2] = {batch, 1};
    p->numbers = malloc(sizeof(float) * batch * p->features);
    p->results = malloc(sizeof(float) * batch);
    if (connx_lay(p->session, p->numbers, CONNX_FLOAT, in, 2, &p->input)) abort();
    if (connx_lay(p->session, p->results, CONNX_FLOAT, result, 2, &p->output)) abort();
    p->batch = batch;
  }
  size_t first = 0;
  for (int n = 0; n < count; n += batch) {
    memcpy(p->numbers, singles + (size_t)n * p->features, sizeof(float) * batch * p->features);
    const char *why = connx_run(p->session, p->input, &first, &p->output, 1);
    if (why) fprintf(stderr, "%s\n", why), abort();
    for (int row = 0; row < batch; row++) out[n + row] = p->results[row];
  }
}

static int open_onnx(peer *p, const char *library, const char *model) {
  connx_library *opened;
  const char *why = connx_open(library, &opened);
  FILE *file = why ? NULL : fopen(model, "rb");
  if (!file) return fprintf(stderr, "%s\n", why ? why : model), 0;
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  void *bytes = malloc(size);
  size = fread(bytes, 1, size, file);
  fclose(file);
  why = connx_load(opened, bytes, size, &p->session);
  free(bytes);
  if (why) fprintf(stderr, "%s\n", why);
  p->run = run_onnx;
  return !why;
}

peer *peer_open(const char *kind, const char *library, const char *model, int features) {
  peer *p = calloc(1, sizeof *p);
  p->features = features;
  int is_open = 0;
  if (!strcmp(kind, "lightgbm")) is_open = open_lightgbm(p, library, model);
  if (!strcmp(kind, "xgboost")) is_open = open_xgboost(p, library, model);
  if (!strcmp(kind, "onnxruntime")) is_open = open_onnx(p, library, model);
  const struct { const char *kind, *entry; void (*run)(peer *, const double *, const float *, int, int, double *); }
  compiled[] = {{"lleaves", "forest_root", run_lleaves}, {"lleaves-inlined", "forest_root", run_lleaves},
                {"tl2cgen", "predict", run_tl2cgen}, {"catboost-c++", "catboost_row", run_catboost}};
  for (size_t n = 0; n < sizeof compiled / sizeof *compiled; n++)
    if (!strcmp(kind, compiled[n].kind)) {
      p->entry = symbol(model, compiled[n].entry);
      p->run = compiled[n].run;
      is_open = p->entry != NULL && features <= 256;
    }
  return is_open ? p : NULL;
}

void peer_run(peer *p, const double *rows, const float *singles, int count, int batch, double *out) {
  p->run(p, rows, singles, count, batch, out);
}
