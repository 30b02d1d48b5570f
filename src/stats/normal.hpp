#pragma once

namespace calo::stats {

/// Distribution of the standard normal law, and its inverse (0 < p < 1).
double normal_cdf(double z);
double normal_quantile(double p);

/// Distribution of Student's law with `df` degrees of freedom (> 0, need not be whole), and its
/// inverse.
double student_cdf(double t, double df);
double student_quantile(double p, double df);

}  // namespace calo::stats
