#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace baler {

/// Adam (Kingma, Ba 2015) in PyTorch's form: betas 0.9 and 0.999, eps 1e-8, no weight decay.
///
///     m = b1 m + (1 - b1) g        v = b2 v + (1 - b2) g^2
///     p = p - lr / (1 - b1^t) * m / (sqrt(v) / sqrt(1 - b2^t) + eps)
///
/// One pass over memory for each range of parameters, without temporaries.
template <class Real>
class Adam {
 public:
  explicit Adam(std::size_t parameters) : m_(parameters), v_(parameters) {}

  /// Begins step t = 1, 2, ...; then `update` is called once for each range of parameters.
  void begin_step(double learning_rate);

  /// `parameters` begin at `offset` among all; `gradients` are theirs, of the same size.
  void update(std::size_t offset, std::span<Real> parameters, std::span<const Real> gradients);

 private:
  std::vector<Real> m_;
  std::vector<Real> v_;
  double steps_ = 0;
  Real rate_ = 0;   ///< lr / (1 - b1^t)
  Real scale_ = 0;  ///< 1 / sqrt(1 - b2^t)
};

extern template class Adam<float>;
extern template class Adam<double>;

}  // namespace baler
