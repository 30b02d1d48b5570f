#include "adam.hpp"

#include <cmath>

#include "base/expect.hpp"
#include "kernels.hpp"

namespace baler {

template <class Real>
void Adam<Real>::begin_step(double learning_rate) {
  ++steps_;
  rate_ = static_cast<Real>(learning_rate / (1 - std::pow(0.9, steps_)));
  scale_ = static_cast<Real>(1 / std::sqrt(1 - std::pow(0.999, steps_)));
}

template <class Real>
void Adam<Real>::update(std::size_t offset, std::span<Real> parameters,
                        std::span<const Real> gradients) {
  CALO_EXPECT(offset + parameters.size() <= m_.size() && parameters.size() == gradients.size(),
              "each parameter has one gradient");
  kernels::adam(parameters.data(), m_.data() + offset, v_.data() + offset, gradients.data(),
                parameters.size(), rate_, scale_);
}

template class Adam<float>;
template class Adam<double>;

}  // namespace baler
