#include "analysis/shown_names.hpp"

#include "base/text.hpp"
#include "symbols/demangle.hpp"

namespace calo::analysis {

ShownNames::ShownNames(const model::Profile& profile) {
  for (const model::Function& function : profile.functions) {
    if (function.language != model::Language::native) continue;
    const auto [known, is_new] =
        whole_.try_emplace(symbols::shortened(function.name), function.name);
    if (!is_new && known->second != function.name) known->second.clear();
  }
}

std::string ShownNames::of(const model::Function& function, std::size_t longest) const {
  if (function.language != model::Language::native) return text::printable(function.name, longest);
  const std::string folded = symbols::shortened(function.name);
  const auto known = whole_.find(folded);
  if (known == whole_.end() || !known->second.empty()) return text::printable(folded, longest);
  return text::printable(function.name, 2 * longest);
}

}  // namespace calo::analysis
