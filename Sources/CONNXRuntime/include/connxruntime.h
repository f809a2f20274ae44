#ifndef CONNXRUNTIME_H
#define CONNXRUNTIME_H

// ONNX Runtime as a library that is opened at run time by its path, or not at all: nothing links it, and it needs no
// header. Every function returns NULL, or why it failed: a text that belongs to the calling thread until its next call
// here. Nothing aborts, and nothing is written to standard output or standard error.

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The library, opened once and kept for the life of the process.
typedef struct connx_library connx_library;
/// A model that was loaded.
typedef struct connx_session connx_session;
/// Numbers in memory of the caller, with a shape.
typedef struct connx_tensor connx_tensor;

/// What the numbers of a value are; the library's own numbering.
enum connx_element { CONNX_FLOAT = 1, CONNX_DOUBLE = 11 };

enum { CONNX_MOST_DIMENSIONS = 8 };

/// An input or an output of a model.
typedef struct {
  /// Belongs to the session.
  const char *_Nullable name;
  /// Whether the value is a tensor, and not a sequence or a map.
  int32_t is_tensor;
  /// As in `connx_element`; 0 where the value is no tensor.
  int32_t element;
  /// How many dimensions there are; -1 for more than fit.
  int32_t rank;
  /// The dimensions; -1 where a file leaves one open.
  int64_t dimensions[CONNX_MOST_DIMENSIONS];
} connx_value;

/// Opens a library and makes its environment: no telemetry, no log. Equal paths share one.
const char *_Nullable connx_open(const char *path, connx_library *_Nullable *_Nonnull library);

/// The version that the library reports, such as 1.32.0.
const char *connx_version(const connx_library *library);

/// Loads a model from memory, which may be given back afterwards: one thread, run in order.
const char *_Nullable connx_load(connx_library *library, const void *bytes, size_t count,
                                 connx_session *_Nullable *_Nonnull session);
void connx_unload(connx_session *session);

size_t connx_input_count(const connx_session *session);
size_t connx_output_count(const connx_session *session);
const connx_value *connx_input(const connx_session *session, size_t index);
const connx_value *connx_output(const connx_session *session, size_t index);

/// Lays a tensor over memory of the caller, who keeps it for as long as the tensor; `element` is float or double.
const char *_Nullable connx_lay(connx_session *session, void *numbers, int32_t element, const int64_t *dimensions,
                                int32_t rank, connx_tensor *_Nullable *_Nonnull tensor);
void connx_lift(connx_session *session, connx_tensor *tensor);

/// Runs a model with one input, and fills `output_count` tensors, one for each of its outputs that is asked for.
const char *_Nullable connx_run(connx_session *session, connx_tensor *input, const size_t *outputs,
                                connx_tensor *_Nonnull const *_Nonnull tensors, size_t output_count);

/// Runs a model and gives the shape of one output, for models that do not say it.
const char *_Nullable connx_shape(connx_session *session, connx_tensor *input, size_t output, connx_value *shape);

#pragma clang assume_nonnull end

#endif
