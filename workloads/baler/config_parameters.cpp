#include "config_parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>
#include <variant>
#include <vector>

namespace baler {
namespace {

using Complaint = std::optional<std::string>;

constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

Complaint not_this(std::string_view wanted, const Literal& literal) {
  return fmt::format("must be {}, not {}", wanted, python_text(literal));
}

/// Whole numbers from `least` to `most`.
Complaint read_whole(std::int64_t& into, const Literal& literal, std::int64_t least,
                     std::int64_t most) {
  const auto* const value = std::get_if<std::int64_t>(&literal.value);
  if (value == nullptr || *value < least || *value > most) {
    return not_this(most == no_limit ? fmt::format("a whole number, at least {}", least)
                                     : fmt::format("a whole number from {} to {}", least, most),
                    literal);
  }
  into = *value;
  return std::nullopt;
}

std::optional<double> as_real(const Literal& literal) {
  if (const auto* const real = std::get_if<double>(&literal.value)) return *real;
  if (const auto* const whole = std::get_if<std::int64_t>(&literal.value)) {
    return static_cast<double>(*whole);
  }
  return std::nullopt;
}

template <class Member>
Parameter whole(std::string_view name, std::string_view meaning, Member Config::* member,
                std::int64_t least, std::int64_t most = no_limit) {
  return {name, meaning,
          [=](Config& config, const Literal& literal) -> Complaint {
            std::int64_t value = 0;
            if (auto complaint = read_whole(value, literal, least, most)) return complaint;
            config.*member = static_cast<Member>(value);
            return std::nullopt;
          },
          [=](const Config& config) { return Literal{static_cast<std::int64_t>(config.*member)}; }};
}

Parameter optional_whole(std::string_view name, std::optional<std::int64_t> Config::* member) {
  return {name, "",
          [=](Config& config, const Literal& literal) -> Complaint {
            return read_whole((config.*member).emplace(), literal, 1, no_limit);
          },
          [=](const Config& config) {
            return config.*member ? Literal{*(config.*member)} : Literal{};
          }};
}

/// Real numbers for which `is_right` holds; `wanted` describes them.
Parameter real(std::string_view name, std::string_view meaning, double Config::* member,
               std::string_view wanted, bool (*is_right)(double)) {
  return {name, meaning,
          [=](Config& config, const Literal& literal) -> Complaint {
            const auto value = as_real(literal);
            if (!value || !is_right(*value)) return not_this(wanted, literal);
            config.*member = *value;
            return std::nullopt;
          },
          [=](const Config& config) { return Literal{config.*member}; }};
}

bool is_positive(double value) {
  return value > 0;
}

Parameter flag(std::string_view name, std::string_view meaning, bool Config::* member) {
  return {name, meaning,
          [=](Config& config, const Literal& literal) -> Complaint {
            const auto* const value = std::get_if<bool>(&literal.value);
            const auto* const number = std::get_if<std::int64_t>(&literal.value);
            if (value == nullptr && (number == nullptr || (*number != 0 && *number != 1))) {
              return not_this("True or False", literal);
            }
            config.*member = value != nullptr ? *value : *number == 1;
            return std::nullopt;
          },
          [=](const Config& config) { return Literal{config.*member}; }};
}

Parameter text(std::string_view name, std::string_view meaning, std::string Config::* member) {
  return {name, meaning,
          [=](Config& config, const Literal& literal) -> Complaint {
            const auto* const value = std::get_if<std::string>(&literal.value);
            if (value == nullptr || value->empty() || value->find('\0') != std::string::npos) {
              return not_this("a text in quotes", literal);
            }
            config.*member = *value;
            return std::nullopt;
          },
          [=](const Config& config) { return Literal{config.*member}; }};
}

bool is_nothing(const Literal& literal) {
  return literal == Literal{} || literal == Literal{false};
}

Complaint set_loss(Config& config, const Literal& literal) {
  if (is_nothing(literal)) {
    config.custom_loss_function.clear();
    return std::nullopt;
  }
  if (literal != Literal{std::string{"loss_function_swae"}}) {
    return not_this("\"loss_function_swae\" or None", literal);
  }
  config.custom_loss_function = std::get<std::string>(literal.value);
  return std::nullopt;
}

Complaint set_types(Config& config, const Literal& literal) {
  const auto* const values = std::get_if<LiteralList>(&literal.value);
  std::vector<std::string> types;
  if (values != nullptr) {
    for (const Literal& value : *values) {
      if (const auto* const type = std::get_if<std::string>(&value.value)) types.push_back(*type);
    }
  }
  if (!is_nothing(literal) && (values == nullptr || types.size() != values->size())) {
    return not_this("a list of type names such as [\"float64\", \"int32\"]", literal);
  }
  config.type_list = std::move(types);
  return std::nullopt;
}

Literal types_of(const Config& config) {
  LiteralList values;
  for (const std::string& type : config.type_list) values.push_back({type});
  return {std::move(values)};
}

Complaint set_blocks(Config& config, const Literal& literal) {
  if (is_nothing(literal)) {
    config.convert_to_blocks.reset();
    return std::nullopt;
  }
  const auto* const values = std::get_if<LiteralList>(&literal.value);
  std::array<std::int64_t, 3> blocks{};
  bool is_right = values != nullptr && values->size() == blocks.size();
  for (std::size_t i = 0; is_right && i < blocks.size(); ++i) {
    is_right = !read_whole(blocks[i], (*values)[i], 1, no_limit);
  }
  if (!is_right)
    return not_this("False or three whole numbers above 0 such as [1, 25, 25]", literal);
  config.convert_to_blocks = blocks;
  return std::nullopt;
}

Literal blocks_of(const Config& config) {
  if (!config.convert_to_blocks) return {false};
  const auto& blocks = *config.convert_to_blocks;
  return {LiteralList{{blocks[0]}, {blocks[1]}, {blocks[2]}}};
}

std::vector<Parameter> make_parameters() {
  return {
      text("input_path", "the .npz with data and names", &Config::input_path),
      whole("data_dimension", "1: a table (rows, columns); 2: frames (n, height, width)",
            &Config::data_dimension, 1, 2),
      real("compression_ratio", "columns, or cells of a frame, per latent number",
           &Config::compression_ratio, "a number above 0", is_positive),
      flag("apply_normalization", "each column from its smallest to its largest value onto 0..1",
           &Config::apply_normalization),
      text("model_name", "AE for tables, CFD_dense_AE for frames", &Config::model_name),
      text("model_type", "dense", &Config::model_type),
      whole("epochs", "passes over the data", &Config::epochs, 1),
      real("lr", "learning rate of Adam", &Config::lr, "a number above 0", is_positive),
      whole("batch_size", "rows or frames per step", &Config::batch_size, 1),
      flag("early_stopping", "end when the loss no longer falls", &Config::early_stopping),
      whole("early_stopping_patience", "epochs without a better loss",
            &Config::early_stopping_patience, 0),
      real("min_delta", "how much better a better loss must be", &Config::min_delta, "a number",
           [](double) { return true; }),
      flag("lr_scheduler", "halve the learning rate when the loss no longer falls",
           &Config::lr_scheduler),
      whole("lr_scheduler_patience", "epochs without a better loss", &Config::lr_scheduler_patience,
            0),
      real("test_size", "share of the rows kept for validation; 0: none", &Config::test_size,
           "a share, at least 0 and below 1", [](double value) { return value >= 0 && value < 1; }),
      flag("deterministic_algorithm", "the same seed gives the same result",
           &Config::deterministic_algorithm),
      whole("seed", "of the first weights", &Config::seed, 0),
      whole("threads", "0: one; more share out large products only", &Config::threads, 0, 4096),
      flag("custom_norm", "True: the data are normalised already", &Config::custom_norm),
      Parameter{"convert_to_blocks", "[1, H, W]: cut frames into pieces of H x W", set_blocks,
                blocks_of},
      flag("extra_compression", "DEFLATE in compressed.npz", &Config::extra_compression),
      flag("save_error_bounded_deltas", "keep what the model misses by more than the bound",
           &Config::save_error_bounded_deltas),
      real("error_bounded_requirement", "the bound, per cent of the value",
           &Config::error_bounded_requirement, "a number above 0", is_positive),
      flag("intermittent_model_saving", "a model every so many epochs",
           &Config::intermittent_model_saving),
      whole("intermittent_saving_patience", "so many epochs", &Config::intermittent_saving_patience,
            1),
      flag("separate_model_saving", "encoder.pt and decoder.pt instead of model.pt",
           &Config::separate_model_saving),
      flag("activation_extraction", "write the neurons' mean activations",
           &Config::activation_extraction),
      // Known, and not written into a new project's config.
      flag("compress_to_latent_space", "", &Config::compress_to_latent_space),
      Parameter{"custom_loss_function", "", set_loss,
                [](const Config& config) {
                  return config.custom_loss_function.empty() ? Literal{}
                                                             : Literal{config.custom_loss_function};
                }},
      Parameter{"type_list", "", set_types, types_of},
      text("unit", "", &Config::unit),
      optional_whole("number_of_columns", &Config::number_of_columns),
      optional_whole("latent_space_size", &Config::latent_space_size),
  };
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

}  // namespace

std::span<const Parameter> parameters() {
  static const std::vector<Parameter> all = make_parameters();
  return all;
}

std::span<const Ineffective> ineffective_parameters() {
  static constexpr std::string_view loss = "the loss is always the sum of squared errors";
  static constexpr std::string_view hls = "it is for convert_with_hls4ml, which is not built in";
  static constexpr std::array all{
      Ineffective{"l1", loss},
      Ineffective{"reg_param", loss},
      Ineffective{"RHO", loss},
      Ineffective{"mse_avg", loss},
      Ineffective{"mse_sum", loss},
      Ineffective{"emd", loss},
      Ineffective{"default_reuse_factor", hls},
      Ineffective{"default_precision", hls},
      Ineffective{"Strategy", hls},
      Ineffective{"Part", hls},
      Ineffective{"ClockPeriod", hls},
      Ineffective{"IOType", hls},
      Ineffective{"InputShape", hls},
      Ineffective{"ProjectName", hls},
      Ineffective{"OutputDir", hls},
      Ineffective{"InputData", hls},
      Ineffective{"OutputPredictions", hls},
      Ineffective{"csim", hls},
      Ineffective{"synth", hls},
      Ineffective{"cosim", hls},
      Ineffective{"export", hls},
  };
  return all;
}

std::optional<std::string_view> nearest_parameter(std::string_view name) {
  // Longer names than any parameter's are near none, and would cost a long comparison.
  if (name.size() > 64) return std::nullopt;
  std::optional<std::string_view> nearest;
  std::size_t least = std::max<std::size_t>(1, name.size() / 3) + 1;
  for (const Parameter& parameter : parameters()) {
    const std::size_t differing = distance(name, parameter.name);
    if (differing >= least) continue;
    least = differing;
    nearest = parameter.name;
  }
  return nearest;
}

}  // namespace baler
