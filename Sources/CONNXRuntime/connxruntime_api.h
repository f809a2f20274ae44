#ifndef CONNXRUNTIME_API_H
#define CONNXRUNTIME_API_H

#include <stddef.h>
#include <stdint.h>

// The library has one exported function, `OrtGetApiBase`. It leads to a table of functions, asked for by a version of
// the interface. The table only grows: entries are added behind the last, and the library's own build stops when an
// entry of a published version moves (`onnxruntime_c_api.cc`, "Size of version 1 API cannot change": entry 101 is
// ReleaseCustomOpDomain). All that is called here stands in version 1, entries 0 to 100; version 14 (of February 2023)
// is what is asked for, so that a library too old for today's models is refused at once.
//
// Types that are only handed on are `void` here. A status is NULL for success, or owned by the caller.

enum { API_VERSION = 14 };

// OrtApiBase
typedef struct {
  const void *(*get_api)(uint32_t version);
  const char *(*get_version_string)(void);
} ort_api_base;

typedef void (*ort_log)(void *context, int severity, const char *category, const char *log_id, const char *place,
                        const char *message);

// Entry number, name of the member, type of the function.
#define EACH_ENTRY(DO)                                                                                       \
  DO(2, get_error_message, const char *, (const void *status))                                               \
  DO(4, create_env_with_custom_logger, void *,                                                               \
     (ort_log log, void *context, int severity, const char *log_id, void **env))                             \
  DO(6, disable_telemetry_events, void *, (const void *env))                                                 \
  DO(8, create_session_from_array, void *,                                                                   \
     (const void *env, const void *bytes, size_t count, const void *options, void **session))                \
  DO(9, run, void *,                                                                                         \
     (void *session, const void *options, const char *const *input_names, const void *const *inputs,         \
      size_t input_count, const char *const *output_names, size_t output_count, void **outputs))             \
  DO(10, create_session_options, void *, (void **options))                                                   \
  DO(13, set_session_execution_mode, void *, (void *options, int mode))                                      \
  DO(22, set_session_log_severity_level, void *, (void *options, int level))                                 \
  DO(23, set_session_graph_optimization_level, void *, (void *options, int level))                           \
  DO(24, set_intra_op_num_threads, void *, (void *options, int threads))                                     \
  DO(25, set_inter_op_num_threads, void *, (void *options, int threads))                                     \
  DO(30, session_get_input_count, void *, (const void *session, size_t *count))                              \
  DO(31, session_get_output_count, void *, (const void *session, size_t *count))                             \
  DO(33, session_get_input_type_info, void *, (const void *session, size_t index, void **info))              \
  DO(34, session_get_output_type_info, void *, (const void *session, size_t index, void **info))             \
  DO(36, session_get_input_name, void *,                                                                     \
     (const void *session, size_t index, void *allocator, char **name))                                      \
  DO(37, session_get_output_name, void *,                                                                    \
     (const void *session, size_t index, void *allocator, char **name))                                      \
  DO(49, create_tensor_with_data, void *,                                                                    \
     (const void *memory, void *numbers, size_t bytes, const int64_t *dimensions, size_t rank, int element,  \
      void **value))                                                                                         \
  DO(50, is_tensor, void *, (const void *value, int *answer))                                                \
  DO(55, cast_type_info_to_tensor_info, void *, (const void *info, const void **tensor))                     \
  DO(56, get_onnx_type_from_type_info, void *, (const void *info, int *type))                                \
  DO(60, get_tensor_element_type, void *, (const void *tensor, int *element))                                \
  DO(61, get_dimensions_count, void *, (const void *tensor, size_t *rank))                                   \
  DO(62, get_dimensions, void *, (const void *tensor, int64_t *dimensions, size_t rank))                     \
  DO(65, get_tensor_type_and_shape, void *, (const void *value, void **tensor))                              \
  DO(69, create_cpu_memory_info, void *, (int allocator_type, int memory_type, void **memory))               \
  DO(76, allocator_free, void *, (void *allocator, void *memory))                                            \
  DO(78, get_allocator_with_default_options, void *, (void **allocator))                                     \
  DO(92, release_env, void, (void *))                                                                        \
  DO(93, release_status, void, (void *))                                                                     \
  DO(94, release_memory_info, void, (void *))                                                                \
  DO(95, release_session, void, (void *))                                                                    \
  DO(96, release_value, void, (void *))                                                                      \
  DO(98, release_type_info, void, (void *))                                                                  \
  DO(99, release_tensor_type_and_shape_info, void, (void *))                                                 \
  DO(100, release_session_options, void, (void *))

#define DECLARE_ENTRY(number, name, result, parameters) result(*name) parameters;
typedef struct {
  EACH_ENTRY(DECLARE_ENTRY)
} ort_api;

// Numbers of the library's enumerations.
enum { LOG_FATAL = 4, EXECUTION_SEQUENTIAL = 0, OPTIMIZE_EXTENDED = 2, ALLOCATOR_ARENA = 1, MEMORY_DEFAULT = 0 };
enum { TYPE_TENSOR = 1 };

#endif
