#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace vitrail {

/// A property of a KMS object, as the kernel describes it.
struct KmsProperty {
    std::uint32_t id = 0;
    std::uint64_t value = 0;           ///< when it was read
    bool immutable = false;
    std::uint64_t min = 0, max = 0;    ///< of a range
    std::map<std::string, std::uint64_t, std::less<>> names; ///< of an enum: its values; of a bit mask: the bits' numbers

    /// Can it be given another value than it has? Drivers announce fixed values as immutable or as a range of one.
    [[nodiscard]] bool settable() const { return !immutable && (!names.empty() || min < max); }
    /// The value that an enum has for this name.
    [[nodiscard]] std::optional<std::uint64_t> value_of(std::string_view name) const;
};

/// All properties of one object, by name.
class KmsProperties {
public:
    /// `type`: DRM_MODE_OBJECT_*. Empty when the object is gone.
    [[nodiscard]] static KmsProperties read(int fd, std::uint32_t object, std::uint32_t type);

    /// Null: the object has none of this name.
    [[nodiscard]] KmsProperty const* find(std::string_view name) const;
    [[nodiscard]] std::uint32_t id(std::string_view name) const;
    /// The value when it was read; zero: there is none.
    [[nodiscard]] std::uint64_t value(std::string_view name) const;

private:
    std::map<std::string, KmsProperty, std::less<>> all_;
};

} // namespace vitrail
