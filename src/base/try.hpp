#pragma once

#include <utility>

#include "base/error.hpp"

#define CALO_CONCATENATE_(a, b) a##b
#define CALO_CONCATENATE(a, b) CALO_CONCATENATE_(a, b)

/// `CALO_TRY(const auto text, read_text(path));` binds the value or returns the error.
#define CALO_TRY(declaration, expression)                                                \
  auto CALO_CONCATENATE(calo_result_, __LINE__) = (expression);                          \
  if (!CALO_CONCATENATE(calo_result_, __LINE__)) {                                       \
    return std::unexpected{std::move(CALO_CONCATENATE(calo_result_, __LINE__)).error()}; \
  }                                                                                      \
  /* NOLINTNEXTLINE(bugprone-macro-parentheses): a declaration takes no parentheses. */  \
  declaration = *std::move(CALO_CONCATENATE(calo_result_, __LINE__))

/// The same for a `Result<void>`.
#define CALO_TRY_DO(expression)                             \
  if (auto calo_result = (expression); !calo_result) {      \
    return std::unexpected{std::move(calo_result).error()}; \
  }                                                         \
  static_assert(true)
