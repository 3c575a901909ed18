#pragma once

#include "frame/frame.hpp"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace vitrail {

/// How the composed picture counts on each layer of the last frame: painted into it, or shown by a plane.
class LayerPaths {
public:
    /// Goes over to another frame; gives the layers that go another way than before.
    [[nodiscard]] std::vector<std::size_t> take(LayerStack const& stack, Assignment const& assignment);
    /// Nothing if that source was not in the last frame.
    [[nodiscard]] std::optional<Path> of(SourceId source) const;
    void clear() { *this = {}; }

private:
    std::uint64_t arrangement_ = 0;
    Assignment assignment_;
    std::unordered_map<SourceId, Path> by_source_;
};

} // namespace vitrail
