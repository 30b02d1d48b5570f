#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "config.hpp"
#include "config_literal.hpp"

namespace baler {

/// One name that a config may set.
struct Parameter {
  std::string_view name;
  std::string_view
      meaning;  ///< a comment for the config of a new project; empty: not written there
  /// Puts a literal into the config. Returns what is wrong with it ("must be above 0"), or nothing.
  std::function<std::optional<std::string>(Config&, const Literal&)> set;
  std::function<Literal(const Config&)> get;
};

/// All parameters that have an effect, in the order in which a new project's config lists them.
std::span<const Parameter> parameters();

/// Names that the Python Baler's configs have and that change nothing here; the text says why.
struct Ineffective {
  std::string_view name;
  std::string_view reason;
};
std::span<const Ineffective> ineffective_parameters();

/// The known name that `name` was probably meant to be: at most a third of its letters differ.
std::optional<std::string_view> nearest_parameter(std::string_view name);

}  // namespace baler
