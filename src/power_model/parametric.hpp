#pragma once

#include <string_view>

#include "power_model/support.hpp"

namespace calo::power_model {

/// Plain inputs of the fitted formulas, in the units of their coefficients.
struct PlainInputs {
  std::string_view generation;
  double year = 2016.0;
  double sockets = 1.0;
  double cores = 1.0;      ///< of the node
  double threads = 1.0;    ///< of the node
  double tdp_w = 1.0;      ///< of one socket
  double memory_gb = 1.0;  ///< of the node
  double base_mhz = 1.0;
  bool amd = false;
};
Features features(const PlainInputs& inputs);

/// The parametric part ("calo-param"): W of the node at each load level, from log-linear fits of
/// idle and full power and a shape by launch year (docs/methods/power-model.md, "The parametric
/// part").
PerLevel parametric_watts(const Features& system);

/// The shape f of a launch year: 0 at idle, 1 at full load; P = P_idle + (P_100 - P_idle) f.
const PerLevel& shape_of_year(double year);

}  // namespace calo::power_model
