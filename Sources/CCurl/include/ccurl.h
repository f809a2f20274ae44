#ifndef CCURL_H
#define CCURL_H

// Only types and constants come from here: libcurl itself is opened at the first use, because linking it
// costs every short command the loading of thirty shared libraries.
#include <curl/curl.h>

#pragma clang assume_nonnull begin

/// Opens and initialises libcurl once per process; returns NULL, or why it cannot be used.
///
/// Nothing else here may be called before this has returned NULL. Safe from any thread.
const char *_Nullable ccurl_load(void);

// One transfer. `curl_easy_setopt` and `curl_easy_getinfo` take any argument, so each kind has a name here.

typedef size_t (*ccurl_receive)(char *data, size_t size, size_t count, void *context);
typedef size_t (*ccurl_supply)(char *buffer, size_t size, size_t count, void *context);

CURL *_Nullable ccurl_easy_init(void);
void ccurl_easy_cleanup(CURL *easy);
const char *ccurl_easy_strerror(CURLcode code);

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_size(CURL *easy, CURLoption option, int64_t value);
CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *_Nullable value);
CURLcode ccurl_set_headers(CURL *easy, struct curl_slist *_Nullable headers);
CURLcode ccurl_set_error_buffer(CURL *easy, char *buffer);
CURLcode ccurl_set_body_receiver(CURL *easy, ccurl_receive receive, void *context);
CURLcode ccurl_set_header_receiver(CURL *easy, ccurl_receive receive, void *context);
CURLcode ccurl_set_body_supplier(CURL *easy, ccurl_supply supply, void *context);

/// Opens this transfer's sockets so that no child process inherits them.
CURLcode ccurl_set_private_sockets(CURL *easy);

long ccurl_get_long(CURL *easy, CURLINFO info);
int64_t ccurl_get_size(CURL *easy, CURLINFO info);

struct curl_slist *_Nullable ccurl_slist_append(struct curl_slist *_Nullable list, const char *text);
void ccurl_slist_free_all(struct curl_slist *_Nullable list);

// Many transfers on one thread; only `ccurl_multi_wakeup` may be called from another.

CURLM *_Nullable ccurl_multi_init(void);
void ccurl_multi_cleanup(CURLM *multi);
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode ccurl_multi_add(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_remove(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_perform(CURLM *multi, int *running);
CURLMcode ccurl_multi_poll(CURLM *multi, int milliseconds);
CURLMcode ccurl_multi_wakeup(CURLM *multi);

/// The next transfer that has ended, with how it ended, or NULL.
CURL *_Nullable ccurl_multi_next_ended(CURLM *multi, CURLcode *result);

#pragma clang assume_nonnull end

#endif
