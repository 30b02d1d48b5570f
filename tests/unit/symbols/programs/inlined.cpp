// A program with functions at known lines, some inlined into others. symbolize_test.cpp names the
// lines by the words after "line:".
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace shapes {

template <class T>
struct Square {
  T side;
  [[gnu::always_inline]] T area() const {
    return side * side;  // line: area
  }
};

[[gnu::always_inline]] inline double twice(double x) {
  return x + Square<double>{x}.area();  // line: twice
}

[[gnu::noinline]] double sum_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) {
    sum += twice(value);  // line: sum_of
  }
  return sum;
}

}  // namespace shapes

namespace {

[[gnu::noinline]] int compare(const void* a, const void* b) {
  const double x = *static_cast<const double*>(a);
  const double y = *static_cast<const double*>(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

}  // namespace

extern "C" [[gnu::noinline]] int plain_c(int n) {
  return n <= 1 ? 1 : n * plain_c(n - 1);
}

int main(int argc, char**) {
  std::vector<double> values(static_cast<std::size_t>(argc) + 8, 1.5);
  std::qsort(values.data(), values.size(), sizeof(double), compare);
  std::printf("%f %d\n", shapes::sum_of(values), plain_c(argc));
  return 0;
}
