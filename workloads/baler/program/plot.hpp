#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "compression.hpp"
#include "figures/figure.hpp"
#include "npz/array.hpp"
#include "project.hpp"

namespace baler {

/// The data before and after, of equal shape.
struct Reconstruction {
  std::vector<double> original;
  std::vector<double> decompressed;
  npz::Shape shape;
  std::vector<std::string> names;  ///< of a table's columns
  Quality quality;
  std::string unit;  ///< of the values, or empty

  /// The quantity with the unit, for an axis.
  [[nodiscard]] std::string label(std::string_view quantity) const;
};

/// Writes a figure and prints where it is.
calo::Result<void> draw(const calo::figures::Figure& figure, const std::filesystem::path& path);

/// plotting/Loss_plot.pdf and .png: loss and validation loss over the epochs.
calo::Result<void> draw_losses(const Project& project);

/// plotting/CFD{i}.png for each frame, from 0: original, reconstructed, difference, with the same
/// colours in all frames; overview.pdf and .png with some of the frames; errors.pdf and .png with
/// the distribution of the differences.
calo::Result<void> draw_frames(const Project& project, const Reconstruction& reconstruction);

/// plotting/comparison.pdf: residuals of all columns, then a page for each column with its
/// distribution before and after, its residuals and its response.
calo::Result<void> draw_table(const Project& project, const Reconstruction& reconstruction);

}  // namespace baler
