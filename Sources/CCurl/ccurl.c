#define _GNU_SOURCE
#include "ccurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>

// Members begin with `p_` because some of these names are macros too.
#define EACH_FUNCTION(DO)                                                                                    \
  DO(curl_global_init)                                                                                       \
  DO(curl_version_info)                                                                                      \
  DO(curl_easy_init)                                                                                         \
  DO(curl_easy_cleanup)                                                                                      \
  DO(curl_easy_strerror)                                                                                     \
  DO(curl_easy_setopt)                                                                                       \
  DO(curl_easy_getinfo)                                                                                      \
  DO(curl_slist_append)                                                                                      \
  DO(curl_slist_free_all)                                                                                    \
  DO(curl_multi_init)                                                                                        \
  DO(curl_multi_cleanup)                                                                                     \
  DO(curl_multi_setopt)                                                                                      \
  DO(curl_multi_add_handle)                                                                                  \
  DO(curl_multi_remove_handle)                                                                               \
  DO(curl_multi_perform)                                                                                     \
  DO(curl_multi_poll)                                                                                        \
  DO(curl_multi_wakeup)                                                                                      \
  DO(curl_multi_info_read)

#define DECLARE(name) __typeof__(name) *p_##name;
static struct {
  EACH_FUNCTION(DECLARE)
} api;

static char problem[256];

static void load(void) {
  void *library = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL);
  if (!library) {
    const char *why = dlerror();
    snprintf(problem, sizeof problem, "libcurl is missing (Debian's package libcurl4): %s", why ? why : "");
    return;
  }
#define FIND(name)                                                                                           \
  if (!(api.p_##name = (__typeof__(name) *)dlsym(library, #name))) {                                         \
    snprintf(problem, sizeof problem, "libcurl is too old: it has no %s", #name);                            \
    return;                                                                                                  \
  }
  EACH_FUNCTION(FIND)

  // 7.87 is the first that can let go of a name look-up under way instead of waiting for it.
  const curl_version_info_data *version = api.p_curl_version_info(CURLVERSION_NOW);
  if (version->version_num < 0x075700) {
    snprintf(problem, sizeof problem, "libcurl %s is too old: 7.87 or later is needed", version->version);
    return;
  }
  if (!(version->features & CURL_VERSION_SSL)) {
    snprintf(problem, sizeof problem, "libcurl %s was built without TLS", version->version);
    return;
  }
  if (api.p_curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    snprintf(problem, sizeof problem, "libcurl %s could not be initialised", version->version);
}

const char *ccurl_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return problem[0] ? problem : NULL;
}

CURL *ccurl_easy_init(void) { return api.p_curl_easy_init(); }
void ccurl_easy_cleanup(CURL *easy) { api.p_curl_easy_cleanup(easy); }
const char *ccurl_easy_strerror(CURLcode code) { return api.p_curl_easy_strerror(code); }

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
  return api.p_curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_size(CURL *easy, CURLoption option, int64_t value) {
  return api.p_curl_easy_setopt(easy, option, (curl_off_t)value);
}

CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value) {
  return api.p_curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_headers(CURL *easy, struct curl_slist *headers) {
  return api.p_curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
}

CURLcode ccurl_set_error_buffer(CURL *easy, char *buffer) {
  return api.p_curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer);
}

CURLcode ccurl_set_body_receiver(CURL *easy, ccurl_receive receive, void *context) {
  CURLcode code = api.p_curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
  return code ? code : api.p_curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

CURLcode ccurl_set_header_receiver(CURL *easy, ccurl_receive receive, void *context) {
  CURLcode code = api.p_curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, receive);
  return code ? code : api.p_curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

CURLcode ccurl_set_body_supplier(CURL *easy, ccurl_supply supply, void *context) {
  CURLcode code = api.p_curl_easy_setopt(easy, CURLOPT_READFUNCTION, supply);
  return code ? code : api.p_curl_easy_setopt(easy, CURLOPT_READDATA, context);
}

static curl_socket_t open_private(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
  (void)context, (void)purpose;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

CURLcode ccurl_set_private_sockets(CURL *easy) {
  return api.p_curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_private);
}

long ccurl_get_long(CURL *easy, CURLINFO info) {
  long value = 0;
  return api.p_curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

int64_t ccurl_get_size(CURL *easy, CURLINFO info) {
  curl_off_t value = 0;
  return api.p_curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text) {
  return api.p_curl_slist_append(list, text);
}

void ccurl_slist_free_all(struct curl_slist *list) { api.p_curl_slist_free_all(list); }

CURLM *ccurl_multi_init(void) { return api.p_curl_multi_init(); }
void ccurl_multi_cleanup(CURLM *multi) { api.p_curl_multi_cleanup(multi); }

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return api.p_curl_multi_setopt(multi, option, value);
}

CURLMcode ccurl_multi_add(CURLM *multi, CURL *easy) { return api.p_curl_multi_add_handle(multi, easy); }
CURLMcode ccurl_multi_remove(CURLM *multi, CURL *easy) { return api.p_curl_multi_remove_handle(multi, easy); }
CURLMcode ccurl_multi_perform(CURLM *multi, int *running) { return api.p_curl_multi_perform(multi, running); }

CURLMcode ccurl_multi_poll(CURLM *multi, int milliseconds) {
  return api.p_curl_multi_poll(multi, NULL, 0, milliseconds, NULL);
}

CURLMcode ccurl_multi_wakeup(CURLM *multi) { return api.p_curl_multi_wakeup(multi); }

CURL *ccurl_multi_next_ended(CURLM *multi, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = api.p_curl_multi_info_read(multi, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    *result = message->data.result;
    return message->easy_handle;
  }
  return NULL;
}
