// NumPy is the oracle: it reads what is written here, and what it writes is read here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "npz/npz.hpp"
#include "python.hpp"

namespace npz {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Numpy : public testing::Test {
 protected:
  void SetUp() override {
    if (python_.empty()) GTEST_SKIP() << "no Python with NumPy; install python3-numpy";
  }
  [[nodiscard]] bool python(const std::string& program) const {
    return runs(python_, scratch_, "import numpy as np\n" + program);
  }
  [[nodiscard]] std::string error_of(const std::string& program) const {
    if (!python(program)) return "Python failed";
    const auto archive = read(scratch_.path("a.npz"));
    return archive ? "" : archive.error().text();
  }

  std::string python_ = python_with("numpy");
  Scratch scratch_;
};

TEST_F(Numpy, ReadsWhatIsWrittenHere) {
  const Array values = Array::of(std::vector<double>{0, 1, 2, 3, 4, 5}, {2, 3});
  const Array names = Array::of(std::vector<std::string>{"pt", "η", "mass"});
  const Array halves = Array::of_halves(std::vector<std::uint16_t>{0x3C00, 0xC000}, {2});
  const Array empty = Array::of(std::span<const double>{}, {0});
  for (const Packing packing : {Packing::stored, Packing::deflated}) {
    ASSERT_TRUE(write(scratch_.path("a.npz"),
                      std::array{entry("data", values, packing), entry("names", names, packing),
                                 entry("halves", halves, packing), entry("none", empty, packing)}));
    EXPECT_TRUE(python(R"(
a = np.load('a.npz')
assert a.files == ['data', 'names', 'halves', 'none'], a.files
assert a['data'].dtype == np.float64 and (a['data'] == np.arange(6).reshape(2, 3)).all()
assert list(a['names']) == ['pt', 'η', 'mass'] and a['names'].dtype == '<U4'
assert list(a['halves']) == [1, -2] and a['halves'].dtype == np.float16
assert a['none'].shape == (0,)
)"));
  }
}

TEST_F(Numpy, WritesWhatIsReadHere) {
  for (const char* save : {"savez", "savez_compressed"}) {
    ASSERT_TRUE(python(std::string{"np."} + save + R"(('a.npz',
  f4=np.array([[1.5, -2]], np.float32), f8=np.array(3.25), i4=np.array([-7], np.int32),
  i8=np.array([2**40]), u1=np.array([255], np.uint8), b1=np.array([True, False]),
  f2=np.array([0.5], np.float16), names=np.array(['pt', 'η']), none=np.array([]),
  one_row=np.asfortranarray([1., 2.])))"));
    const auto archive = read(scratch_.path("a.npz"));
    ASSERT_TRUE(archive) << archive.error().text();
    EXPECT_THAT(archive->find("f4")->floats().value(), ElementsAre(1.5F, -2));
    EXPECT_THAT(archive->find("f8")->doubles().value(), ElementsAre(3.25));
    EXPECT_TRUE(archive->find("f8")->shape.empty());
    EXPECT_THAT(archive->find("i4")->integers().value(), ElementsAre(-7));
    EXPECT_THAT(archive->find("i8")->integers().value(), ElementsAre(std::int64_t{1} << 40));
    EXPECT_THAT(archive->find("u1")->doubles().value(), ElementsAre(255));
    EXPECT_THAT(archive->find("b1")->doubles().value(), ElementsAre(1, 0));
    EXPECT_THAT(archive->find("f2")->doubles().value(), ElementsAre(0.5));
    EXPECT_THAT(archive->find("names")->strings().value(), ElementsAre("pt", "η"));
    EXPECT_TRUE(archive->find("none")->doubles().value().empty());
    EXPECT_THAT(archive->find("one_row")->doubles().value(), ElementsAre(1, 2));
  }
}

TEST_F(Numpy, ReadsMembersWithZip64ExtraFields) {
  ASSERT_TRUE(python(R"(
import zipfile, io
with zipfile.ZipFile('a.npz', 'w') as z:
    b = io.BytesIO(); np.save(b, np.arange(4.))
    with z.open('data.npy', 'w', force_zip64=True) as f: f.write(b.getvalue())
)"));
  const auto archive = read(scratch_.path("a.npz"));
  ASSERT_TRUE(archive) << archive.error().text();
  EXPECT_THAT(archive->find("data")->doubles().value(), ElementsAre(0, 1, 2, 3));
}

TEST_F(Numpy, SaysWhatItDoesNotRead) {
  EXPECT_THAT(error_of("np.savez('a.npz', data=np.asfortranarray(np.ones((2, 3))))"),
              HasSubstr("Fortran order"));
  EXPECT_THAT(error_of("np.savez('a.npz', data=np.ones(3, '>f8'))"), HasSubstr("big-endian"));
  EXPECT_THAT(error_of("np.savez('a.npz', data=np.array([None, {}], dtype=object))"),
              HasSubstr("Python objects"));
  EXPECT_THAT(error_of("np.savez('a.npz', data=np.ones(3, complex))"), HasSubstr("'<c16'"));
}

}  // namespace
}  // namespace npz
