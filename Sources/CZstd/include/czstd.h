#ifndef CZSTD_H
#define CZSTD_H

// libzstd is opened at the first use, so that nothing depends on it until a file is packed with it. Its headers are
// not needed; the functions that are called keep their form since Zstandard 1.0.0.
#include <stddef.h>

#pragma clang assume_nonnull begin

/// Opens libzstd once per process; returns NULL, or why it cannot be used. Safe from any thread.
///
/// Nothing else here may be called before this has returned NULL.
const char *_Nullable czstd_load(void);

/// A file that is being unpacked.
typedef struct czstd_stream czstd_stream;

czstd_stream *_Nullable czstd_begin(void);
void czstd_end(czstd_stream *stream);

/// Unpacks as much as fits: `*taken` bytes of the input are used up, `*given` bytes of the output are filled.
///
/// Returns NULL, or why the input cannot be unpacked; `*is_whole` tells whether a frame has just ended.
const char *_Nullable czstd_unpack(czstd_stream *stream, const void *_Nullable input, size_t count, size_t *taken,
                                   void *_Nullable output, size_t room, size_t *given, int *is_whole);

/// The most bytes that a packed frame of so many bytes has.
size_t czstd_bound(size_t count);

/// Packs bytes into one frame; returns how many bytes it has, or 0 when they do not fit the room.
size_t czstd_pack(const void *_Nullable input, size_t count, void *output, size_t room);

#pragma clang assume_nonnull end

#endif
