#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

struct wlr_drm_format_set;

namespace vitrail {

/// A pixel format by its DRM fourcc (drm_fourcc.h). Zero is "unknown".
struct Format {
    std::uint32_t fourcc{};

    friend auto operator<=>(Format const&, Format const&) = default;
    explicit operator bool() const { return fourcc != 0; }
};

/// Has the format an alpha channel that changes what is seen? (Unknown formats: yes.)
[[nodiscard]] bool has_alpha(Format format);

/// Is it made of luma and chroma, so that somebody must know how they become RGB?
[[nodiscard]] bool is_yuv(Format format);
/// Is it that, with more than 8 bits for each of them?
[[nodiscard]] bool is_deep_yuv(Format format);

/// The format with the same layout whose alpha bits mean nothing (AR24: XR24); itself if it has none, zero if there is
/// no such format.
[[nodiscard]] Format opaque_twin(Format format);

/// How much memory a pixel takes, chroma shared by several included; 32 for formats that nobody here knows.
[[nodiscard]] int bits_per_pixel(Format format);

/// "XR24", or the number in hexadecimal where it is no text.
[[nodiscard]] std::string name_of(Format format);

/// Which formats, each with which modifiers, somebody can read.
class FormatSet {
public:
    FormatSet() = default;
    /// Copies wlroots' set; null gives an empty one.
    [[nodiscard]] static FormatSet copy_of(wlr_drm_format_set const* set);

    void add(Format format, std::uint64_t modifier) { formats_[format].push_back(modifier); }
    [[nodiscard]] bool contains(Format format, std::uint64_t modifier) const;
    [[nodiscard]] bool empty() const { return formats_.empty(); }
    [[nodiscard]] std::map<Format, std::vector<std::uint64_t>> const& all() const { return formats_; }
    friend bool operator==(FormatSet const&, FormatSet const&) = default;

private:
    std::map<Format, std::vector<std::uint64_t>> formats_;
};

} // namespace vitrail
