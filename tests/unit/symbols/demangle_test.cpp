#include "symbols/demangle.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace calo::symbols {
namespace {

TEST(Demangling, ReadsCxx) {
  EXPECT_EQ(demangled("_ZN6shapes6sum_ofERKSt6vectorIdSaIdEE"),
            "shapes::sum_of(std::vector<double, std::allocator<double> > const&)");
  EXPECT_EQ(demangled("_Z3fooi.cold"), "foo(int) [clone .cold]");
}

TEST(Demangling, DropsSymbolVersions) {
  EXPECT_EQ(demangled("memcpy@@GLIBC_2.14"), "memcpy");
  EXPECT_EQ(demangled("memcpy@plt"), "memcpy@plt");
  EXPECT_EQ(demangled("_ZNSt6locale5emptyEv@GLIBCXX_3.4"), "std::locale::empty()");
}

TEST(Demangling, ReadsFortran) {
  EXPECT_EQ(demangled("__fields_MOD_energy_of"), "fields::energy_of");
  EXPECT_EQ(demangled("dgemm_"), "dgemm");
  EXPECT_EQ(demangled("MAIN__"), "main program");
  EXPECT_EQ(demangled("_MOD_"), "_MOD_");
  EXPECT_EQ(demangled("_init_"), "_init_");
}

TEST(Demangling, ReadsOlderRust) {
  EXPECT_EQ(demangled("_ZN4core3fmt5Write9write_fmt17h0123456789abcdefE"),
            "core::fmt::Write::write_fmt");
  EXPECT_EQ(demangled("_ZN60_$LT$alloc..string..String$u20$as$u20$core..fmt..Display$GT$"
                      "3fmt17h0123456789abcdefE"),
            "<alloc::string::String as core::fmt::Display>::fmt");
}

// Names from a program that rustc 1.95 compiled with -C symbol-mangling-version=v0; the other
// readings of the program's 713 names agree with binutils' c++filt, which shows crate hashes and
// lifetimes too.
TEST(Demangling, ReadsRust) {
  EXPECT_EQ(demangled("_RINvCs6xxl1lAjzDf_1a7genericReKj3_EB2_"), "a::generic::<&str, 3>");
  EXPECT_EQ(demangled("_RINvMNtCsgEmfK2I1SDS_4core5sliceSh11copy_withinINtNtNtB5_3ops5range"
                      "14RangeInclusivejEECsfEOYDRpO4Ta_11miniz_oxide"),
            "<[u8]>::copy_within::<core::ops::range::RangeInclusive<usize>>");
  EXPECT_EQ(demangled("_RINvMs0_NtNtNtCsjrHSEGnQ3l9_3std12backtrace_rs9symbolize5gimliNtB6_5Cache"
                      "11with_globalNCNvB6_7resolves_0EBc_"),
            "<std::backtrace_rs::symbolize::gimli::Cache>::with_global::<"
            "std::backtrace_rs::symbolize::gimli::resolve::{closure#1}>");
  EXPECT_EQ(demangled("_RINvC7mycrate3fooAlj4_E"), "mycrate::foo::<[i32; 4]>");
  EXPECT_EQ(demangled("_RINvC7mycrate3fooFUKCEuE"), "mycrate::foo::<unsafe extern \"C\" fn()>");
}

TEST(Shortening, KeepsTheReceiverOfGoAndTheConstructorsOfJava) {
  EXPECT_EQ(shortened("runtime.(*mcache).nextFree"), "runtime.(*mcache).nextFree");
  EXPECT_EQ(shortened("main.main.func1"), "main.main.func1");
  EXPECT_EQ(shortened("void org.me.Main.<init>(int)"), "org.me.Main.<init>");
  EXPECT_EQ(shortened("int org.me.Main.work(int, long)"), "org.me.Main.work");
}

TEST(Demangling, LeavesWhatIsNotMangled) {
  for (const char* name :
       {"main", "", "_", "_Z", "_R", "_RN", "_ZN", "__x86_return_thunk", "@", "@x"}) {
    EXPECT_EQ(demangled(name), name);
  }
}

// property: any bytes give a name, and shortening never makes it longer by more than its dots
RC_GTEST_PROP(Demangling, TakesAnyBytes, ()) {
  const auto prefix = *rc::gen::element<std::string>("_R", "_ZN", "_Z", "__", "", "_RINvC1a1b");
  const auto rest = *rc::gen::container<std::string>(
      rc::gen::elementOf(std::string{"_019aBCEIKLMNQRSTXYZbdefhijlnpsuxz$.<>(){}"}));
  const std::string name = demangled(prefix + rest);
  RC_ASSERT(name.size() <= std::size_t{1} << 16U);
  RC_ASSERT(shortened(name).size() <= 3 * name.size() + 8);
}

TEST(Shortening, FoldsTemplateArgumentsAndParameters) {
  EXPECT_EQ(shortened("std::vector<int, std::allocator<int> >::push_back(int&&)"),
            "std::vector<...>::push_back");
  EXPECT_EQ(shortened("double shapes::sum<double>(std::vector<double> const&)"),
            "shapes::sum<...>");
  EXPECT_EQ(shortened("f(int)::{lambda(int)#1}::operator()(int) const"), "f::{lambda}::operator()");
  EXPECT_EQ(shortened("std::string[abi:cxx11] name[abi:cxx11](int) [clone .cold]"), "name");
  EXPECT_EQ(shortened("std::ostream& operator<< <char>(std::ostream&, char)"),
            "std::ostream& operator<< <char>");
  EXPECT_EQ(shortened("(anonymous namespace)::compare(void const*, void const*)"),
            "(anonymous namespace)::compare");
}

TEST(Shortening, LeavesOtherLanguages) {
  for (const char* name : {"main", "fields::energy_of", "<module>", "<lambda>", "memcpy@plt",
                           "<alloc::string::String as core::fmt::Display>::fmt", ""}) {
    EXPECT_EQ(shortened(name), name);
  }
}

}  // namespace
}  // namespace calo::symbols
