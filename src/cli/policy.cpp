#include "cli/policy.hpp"

#include "base/text.hpp"

namespace calo::cli {

Result<attribution::BooksOptions> books_options(std::string_view text) {
  attribution::BooksOptions options;
  if (text.empty()) return options;
  const auto equals = text.find('=');
  options.policy = attribution::static_policy_from(text.substr(0, equals));
  const bool reserved = options.policy == attribution::StaticPolicy::reserved;
  const auto share =
      equals == std::string_view::npos ? std::nullopt : text::to_double(text.substr(equals + 1));
  const bool share_fits =
      reserved ? share && *share > 0.0 && *share <= 1.0 : equals == std::string_view::npos;
  if (!options.policy || !share_fits) {
    return fail(Category::usage,
                "--static " + text::printable(text) +
                    ": not one of none, exclusive, proportional, reserved=SHARE",
                "For reserved give the share of the CPUs, for example --static reserved=0.25");
  }
  if (reserved) options.reserved_share = *share;
  return options;
}

Result<std::optional<double>> making_kg(std::string_view embodied) {
  if (embodied == "auto") return std::nullopt;
  const auto kg = text::to_double(embodied);
  constexpr double heaviest_kg = 1e6;
  if (!kg || !(*kg >= 0.0) || *kg > heaviest_kg) {
    return fail(Category::usage,
                "--embodied " + text::printable(embodied) + ": neither auto nor kg CO2e",
                "Say for example --embodied 1300");
  }
  return kg;
}

}  // namespace calo::cli
