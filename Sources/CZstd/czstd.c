#include "czstd.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

// The two buffers of the streaming interface, as zstd.h has them.
typedef struct {
  const void *bytes;
  size_t count;
  size_t place;
} input_buffer;

typedef struct {
  void *bytes;
  size_t count;
  size_t place;
} output_buffer;

static struct {
  void *(*create)(void);
  size_t (*free)(void *stream);
  size_t (*init)(void *stream);
  size_t (*decompress)(void *stream, output_buffer *output, input_buffer *input);
  unsigned (*is_error)(size_t code);
  const char *(*error_name)(size_t code);
  size_t (*bound)(size_t count);
  size_t (*compress)(void *output, size_t room, const void *input, size_t count, int level);
} api;

static char problem[256];

static void load(void) {
  void *library = dlopen("libzstd.so.1", RTLD_LAZY | RTLD_LOCAL);
  if (!library) {
    const char *why = dlerror();
    snprintf(problem, sizeof problem, "libzstd is missing (Debian's package libzstd1): %s", why ? why : "");
    return;
  }
#define FIND(member, name)                                                                                   \
  if (!(api.member = (__typeof__(api.member))dlsym(library, #name))) {                                       \
    snprintf(problem, sizeof problem, "libzstd is too old: it has no %s", #name);                            \
    return;                                                                                                  \
  }
  FIND(create, ZSTD_createDStream)
  FIND(free, ZSTD_freeDStream)
  FIND(init, ZSTD_initDStream)
  FIND(decompress, ZSTD_decompressStream)
  FIND(is_error, ZSTD_isError)
  FIND(error_name, ZSTD_getErrorName)
  FIND(bound, ZSTD_compressBound)
  FIND(compress, ZSTD_compress)
}

const char *czstd_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return problem[0] ? problem : NULL;
}

czstd_stream *czstd_begin(void) {
  void *stream = api.create();
  if (stream && api.is_error(api.init(stream))) {
    api.free(stream);
    return NULL;
  }
  return stream;
}

void czstd_end(czstd_stream *stream) { api.free(stream); }

const char *czstd_unpack(czstd_stream *stream, const void *input, size_t count, size_t *taken, void *output,
                         size_t room, size_t *given, int *is_whole) {
  input_buffer in = {input, count, 0};
  output_buffer out = {output, room, 0};
  size_t code = api.decompress(stream, &out, &in);
  *taken = in.place;
  *given = out.place;
  *is_whole = code == 0;
  return api.is_error(code) ? api.error_name(code) : NULL;
}

size_t czstd_bound(size_t count) { return api.bound(count); }

size_t czstd_pack(const void *input, size_t count, void *output, size_t room) {
  size_t size = api.compress(output, room, input, count, 3);
  return api.is_error(size) ? 0 : size;
}
