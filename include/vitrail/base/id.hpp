#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace vitrail {

/// A number that names one kind of thing and cannot be mistaken for the number of another. Zero names nothing.
template <class Tag, class Value = std::uint64_t> struct Id {
    Value value{};

    friend auto operator<=>(Id const&, Id const&) = default;
    explicit operator bool() const { return value != 0; }
};

} // namespace vitrail

template <class Tag, class Value> struct std::hash<vitrail::Id<Tag, Value>> {
    std::size_t operator()(vitrail::Id<Tag, Value> id) const noexcept { return std::hash<Value>{}(id.value); }
};
