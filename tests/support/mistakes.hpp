#pragma once

#include <random>
#include <string>
#include <vector>

namespace vitrail::test {

/// A configuration file that somebody got wrong.
struct Mistake {
    std::string what; ///< was done to a good one, for a person
    std::string text;
    int line = 0; ///< from 1, where it was done; 0: that is not one line
};

/// The example file with every setting of it in force.
[[nodiscard]] std::string whole_example(std::string const& path);

/// `count` files, each made of `good` by one slip of a hand, an editor, a program or a disk; every kind of slip in turn, where
/// in the file `random` says.
[[nodiscard]] std::vector<Mistake> mistakes_in(std::string const& good, std::size_t count, std::mt19937& random);

} // namespace vitrail::test
