#include "power_model/parametric.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace calo::power_model {

namespace {

constexpr std::size_t terms = 10;
// In the order of `regressors`: one, ln s, ln(T/100), ln(m/s/64), ln(c/s/8), Y, Y^2, Y ln s, SMT,
// AMD.
constexpr std::array<double, terms> ln_idle = {4.0545,  0.9372, 0.6482,  0.2514,  -0.1165,
                                               -0.5786, 1.016,  -0.1325, -0.5824, -0.1518};
constexpr std::array<double, terms> ln_full = {5.0209,  1.0698, 0.7128,  0.1681, -0.0266,
                                               -0.2083, 0.4543, -0.0988, -0.175, -0.0967};

constexpr double first_year = 2006.0;
constexpr double last_year = 2026.0;

// Package C-states make power jump between idle and 10 %.
constexpr std::array<PerLevel, 11> shapes = {{
    {0.0, 0.145, 0.247, 0.343, 0.436, 0.53, 0.622, 0.719, 0.816, 0.914, 1.0},   // 2006
    {0.0, 0.164, 0.26, 0.347, 0.436, 0.526, 0.619, 0.716, 0.815, 0.911, 1.0},   // 2008
    {0.0, 0.154, 0.235, 0.309, 0.387, 0.469, 0.561, 0.662, 0.771, 0.891, 1.0},  // 2010
    {0.0, 0.157, 0.232, 0.302, 0.377, 0.457, 0.549, 0.652, 0.763, 0.887, 1.0},  // 2012
    {0.0, 0.137, 0.208, 0.278, 0.355, 0.434, 0.526, 0.629, 0.745, 0.882, 1.0},  // 2014
    {0.0, 0.169, 0.243, 0.314, 0.388, 0.464, 0.549, 0.647, 0.764, 0.889, 1.0},  // 2016
    {0.0, 0.195, 0.262, 0.327, 0.392, 0.459, 0.535, 0.625, 0.737, 0.863, 1.0},  // 2018
    {0.0, 0.183, 0.252, 0.318, 0.383, 0.451, 0.526, 0.616, 0.724, 0.853, 1.0},  // 2020
    {0.0, 0.163, 0.232, 0.298, 0.367, 0.44, 0.521, 0.614, 0.734, 0.87, 1.0},    // 2022
    {0.0, 0.179, 0.251, 0.32, 0.392, 0.468, 0.551, 0.643, 0.762, 0.885, 1.0},   // 2024
    {0.0, 0.162, 0.235, 0.308, 0.383, 0.467, 0.548, 0.647, 0.768, 0.891, 1.0},  // 2026
}};

std::array<double, terms> regressors(const Features& system) {
  const double y = (std::clamp(system.year, first_year, last_year) - 2016.0) / 10.0;
  return {1.0,
          system.ln_sockets,
          system.ln_tdp - std::log(100.0),
          system.ln_memory - std::log(64.0),
          system.ln_cores - std::log(8.0),
          y,
          y * y,
          y * system.ln_sockets,
          system.smt,
          system.amd};
}

double exponential(const std::array<double, terms>& coefficients,
                   const std::array<double, terms>& x) {
  double sum = 0.0;
  for (std::size_t i = 0; i < terms; ++i) sum += coefficients[i] * x[i];
  return std::exp(sum);
}

}  // namespace

Features features(const PlainInputs& inputs) {
  return {.generation = inputs.generation,
          .ln_tdp = std::log(inputs.tdp_w),
          .ln_cores = std::log(inputs.cores / inputs.sockets),
          .year = inputs.year,
          .ln_memory = std::log(std::clamp(inputs.memory_gb, 4.0, 4096.0) / inputs.sockets),
          .ln_sockets = std::log(inputs.sockets),
          .amd = inputs.amd ? 1.0 : 0.0,
          .ln_base_mhz = std::log(inputs.base_mhz),
          .smt = inputs.threads > inputs.cores ? 1.0 : 0.0};
}

const PerLevel& shape_of_year(double year) {
  // Odd years are as near to the shape before as to the one after: the later one fits them better.
  const double step =
      std::floor((std::clamp(year, first_year, last_year) - first_year) / 2.0 + 0.5);
  return shapes[static_cast<std::size_t>(step)];
}

PerLevel parametric_watts(const Features& system) {
  const auto x = regressors(system);
  const double idle = exponential(ln_idle, x);
  const double full = exponential(ln_full, x);
  const PerLevel& shape = shape_of_year(system.year);
  PerLevel watts{};
  for (std::size_t i = 0; i < load_levels; ++i) watts[i] = idle + (full - idle) * shape[i];
  return watts;
}

}  // namespace calo::power_model
