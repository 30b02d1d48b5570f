#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/estimate.hpp"
#include "model/domain.hpp"
#include "model/profile.hpp"

namespace calo::store {

// The words that stand for enumerators in a run file. They are part of the format: never change
// one.

constexpr std::array all_kinds{Kind::measured, Kind::integrated, Kind::modelled, Kind::assumed};
constexpr std::array all_roles{model::Role::total, model::Role::inside, model::Role::alternative};
constexpr std::array all_components{model::Component::cpu, model::Component::memory,
                                    model::Component::gpu, model::Component::node};
constexpr std::array all_outcomes{model::Outcome::first,     model::Outcome::good,
                                  model::Outcome::gap,       model::Outcome::lost,
                                  model::Outcome::ambiguous, model::Outcome::gone};

constexpr std::array all_languages{model::Language::native, model::Language::python,
                                   model::Language::kernel};

inline std::string_view word(model::Language language) {
  return name(language);
}
inline std::string_view word(model::Outcome outcome) {
  return name(outcome);
}
inline std::string_view word(Kind kind) {
  return name(kind);
}
inline std::string_view word(model::Role role) {
  return name(role);
}
inline std::string_view word(model::Component component) {
  return name(component);
}

/// Sets `value` to the enumerator that `text` stands for; false if there is none.
template <class Enum, std::size_t n>
bool from_word(std::string_view text, const std::array<Enum, n>& all, Enum& value) {
  for (const Enum candidate : all) {
    if (word(candidate) == text) {
      value = candidate;
      return true;
    }
  }
  return false;
}
inline bool from_word(std::string_view text, Kind& v) {
  return from_word(text, all_kinds, v);
}
inline bool from_word(std::string_view text, model::Role& v) {
  return from_word(text, all_roles, v);
}
inline bool from_word(std::string_view text, model::Component& v) {
  return from_word(text, all_components, v);
}
inline bool from_word(std::string_view text, model::Language& v) {
  return from_word(text, all_languages, v);
}
inline bool from_word(std::string_view text, model::Outcome& v) {
  return from_word(text, all_outcomes, v);
}

}  // namespace calo::store
