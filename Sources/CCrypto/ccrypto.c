#include "ccrypto.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

typedef const void *(*sha256_function)(void);
typedef int (*digest_function)(const void *data, size_t count, unsigned char *digest, unsigned int *size,
                               const void *type, void *engine);

static sha256_function sha256;
static digest_function digest_message;
static char problem[256];

static void load(void) {
  // The second is that of systems from before 2022.
  void *library = dlopen("libcrypto.so.3", RTLD_LAZY | RTLD_LOCAL);
  if (!library) {
    const char *why = dlerror();
    snprintf(problem, sizeof problem, "libcrypto is missing (Debian's package libssl3): %s", why ? why : "");
    library = dlopen("libcrypto.so.1.1", RTLD_LAZY | RTLD_LOCAL);
    if (!library) return;
    problem[0] = 0;
  }
  sha256 = (sha256_function)dlsym(library, "EVP_sha256");
  digest_message = (digest_function)dlsym(library, "EVP_Digest");
  if (!sha256 || !digest_message) snprintf(problem, sizeof problem, "libcrypto has no SHA-256");
}

const char *ccrypto_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return problem[0] ? problem : NULL;
}

int ccrypto_sha256(const void *bytes, size_t count, uint8_t *digest) {
  unsigned int size = 0;
  return digest_message(bytes, count, digest, &size, sha256(), NULL) == 1 && size == 32;
}
